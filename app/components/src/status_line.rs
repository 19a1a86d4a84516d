//! Says what of the answers is safe, and where.

use leptos::prelude::*;

/// Options of the line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatusLineOptions {
    /// The sentence, like “Saved 10:42”.
    pub text: String,
    /// Its tone.
    pub tone: StatusTone,
}

/// Tone of the line; its sign differs, not only its colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StatusTone {
    /// Nothing to say yet.
    #[default]
    Quiet,
    /// On its way.
    Saving,
    /// Safe.
    Saved,
    /// Not safe, or something to do.
    Problem,
}

impl StatusTone {
    /// Class of the line.
    pub fn class(self) -> &'static str {
        match self {
            Self::Quiet => "app-status-line",
            Self::Saving => "app-status-line app-status-line--saving",
            Self::Saved => "app-status-line app-status-line--saved",
            Self::Problem => "app-status-line app-status-line--problem",
        }
    }
}

/// A status line; it is read out when its sentence changes.
#[component]
pub fn StatusLine(
    /// Sentence and tone now.
    #[prop(into)]
    options: Signal<StatusLineOptions>,
) -> impl IntoView {
    view! {
        <p class=move || options.with(|options| options.tone.class()) role="status">
            <span class="app-status-line__text">{move || options.with(|options| options.text.clone())}</span>
        </p>
    }
}
