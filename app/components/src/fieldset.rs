//! Group of controls under one legend.

use leptos::prelude::*;

use crate::{Control, ControlSignals, LabelSize};

/// Options of a fieldset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldsetOptions {
    /// Its legend; empty for none.
    pub legend: String,
    /// How big the legend is written.
    pub size: LabelSize,
    /// Whether the legend is the page's `<h1>`.
    pub is_heading: bool,
    /// Ids of what describes the group.
    pub described_by: Option<String>,
    /// `group`, for a date.
    pub is_group: bool,
}

/// A fieldset around its children.
#[component]
pub fn Fieldset(
    /// Legend and what describes the group.
    options: FieldsetOptions,
    /// Legend now; without it as the options have it.
    #[prop(optional, into)]
    legend: Option<Signal<String>>,
    /// Ids of what describes the group now; without it as the options have it.
    #[prop(optional, into)]
    described_by: Option<Signal<Option<String>>>,
    /// The controls.
    children: Children,
) -> impl IntoView {
    let FieldsetOptions { legend: own_legend, size, is_heading, described_by: own_described_by, is_group } = options;
    let legend = legend.unwrap_or_else(|| Signal::stored(own_legend));
    let described_by = described_by.unwrap_or_else(|| Signal::stored(own_described_by));
    let legend = move || {
        let class = size.class("govuk-fieldset__legend");
        let text = legend.get();
        (!text.is_empty()).then(|| {
            if is_heading {
                let heading = view! { <h1 class="govuk-fieldset__heading">{text}</h1> };
                view! { <legend class=class>{heading}</legend> }.into_any()
            } else {
                view! { <legend class=class>{text}</legend> }.into_any()
            }
        })
    };
    view! {
        <fieldset
            class="govuk-fieldset"
            role=is_group.then_some("group")
            aria-describedby=move || described_by.get()
        >
            {legend}
            {children()}
        </fieldset>
    }
}

/// The fieldset of a group of choices, with legend, hint and error.
pub(crate) fn group_fieldset(
    control: &Control,
    signals: ControlSignals,
    is_group: bool,
    content: AnyView,
) -> impl IntoView + use<> {
    let options =
        FieldsetOptions { size: control.label_size, is_heading: control.is_heading, is_group, ..Default::default() };
    let described_by = signals.described_by(&control.id, None);
    let help = crate::label::help(control, signals);
    view! {
        <Fieldset options legend=signals.label described_by>
            {help}
            {content}
        </Fieldset>
    }
}
