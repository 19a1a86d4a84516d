//! The whole way: where am I, what is done, what is left.

use leptos::prelude::*;

/// Options of the map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JourneyMapOptions {
    /// Its heading.
    pub title: String,
    /// How much is left, like “Between 6 and 14 pages left”.
    pub remaining: Option<String>,
    /// The sections in order.
    pub sections: Vec<JourneySection>,
}

/// One section of the way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JourneySection {
    /// Its title.
    pub title: String,
    /// How far it is, in words.
    pub detail: Option<String>,
    /// How far it is.
    pub state: StopState,
    /// Its stops.
    pub stops: Vec<JourneyStop>,
}

/// One stop of the way: a task or a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JourneyStop {
    /// Its title.
    pub title: String,
    /// Where it goes; none while it cannot be opened.
    pub href: Option<String>,
    /// How far it is.
    pub state: StopState,
    /// The same in words, after the title.
    pub state_text: String,
}

/// How far a stop is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StopState {
    /// To come.
    #[default]
    Ahead,
    /// Done.
    Done,
    /// Here.
    Current,
    /// Something is wrong or to be checked again.
    Attention,
    /// May come, depending on answers.
    Possible,
}

impl StopState {
    /// The modifier behind `--`.
    pub fn modifier(self) -> &'static str {
        match self {
            Self::Ahead => "ahead",
            Self::Done => "done",
            Self::Current => "current",
            Self::Attention => "attention",
            Self::Possible => "possible",
        }
    }

    /// Attribute `aria-current`.
    pub(crate) fn aria_current(self) -> Option<&'static str> {
        (self == Self::Current).then_some("step")
    }
}

/// A map of the way.
#[component]
pub fn JourneyMap(
    /// Heading and sections.
    options: JourneyMapOptions,
) -> impl IntoView {
    let JourneyMapOptions { title, remaining, sections } = options;
    view! {
        <nav class="app-journey-map" aria-label=title>
            <h2 class="app-journey-map__title">{title.clone()}</h2>
            {remaining.map(|text| view! { <p class="app-journey-map__remaining">{text}</p> })}
            <ol class="app-journey-map__sections">{sections.into_iter().map(section_view).collect_view()}</ol>
        </nav>
    }
}

fn section_view(section: JourneySection) -> impl IntoView {
    let JourneySection { title, detail, state, stops } = section;
    let stops = (!stops.is_empty())
        .then(|| view! { <ol class="app-journey-map__stops">{stops.into_iter().map(stop_view).collect_view()}</ol> });
    view! {
        <li class=format!("app-journey-map__section app-journey-map__section--{}", state.modifier())>
            <p class="app-journey-map__head">
                <strong>{title}</strong>
                {detail.map(|text| view! { <span class="app-journey-map__detail">{text}</span> })}
            </p>
            {stops}
        </li>
    }
}

fn stop_view(stop: JourneyStop) -> impl IntoView {
    let JourneyStop { title, href, state, state_text } = stop;
    let hidden = (!state_text.is_empty())
        .then(|| view! { <span class="govuk-visually-hidden">{format!(" {state_text}")}</span> });
    let name = match href {
        Some(href) => view! {
            <a class="govuk-link app-journey-map__link" href=href aria-current=state.aria_current()>
                {title}
                {hidden}
            </a>
        }
        .into_any(),
        None => view! {
            <span aria-current=state.aria_current()>
                {title}
                {hidden}
            </span>
        }
        .into_any(),
    };
    view! { <li class=format!("app-journey-map__stop app-journey-map__stop--{}", state.modifier())>{name}</li> }
}
