//! One of a long list, found by typing.
//!
//! In the browser a combobox (text box and list box); as plain HTML a text box with a button, and the options as radios.
//! Which options match is the caller's business.

use leptos::prelude::*;
use words::interface;

use crate::{Choice, Control, ControlSignals, ControlState, labelled, run};

/// Options of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchOptions {
    /// What every control has.
    pub control: Control,
    /// What was typed to search; the plain box is named `<name>-search`.
    pub query: String,
    /// The options that match, best first; `hint` stands below the text.
    pub choices: Vec<Choice>,
    /// The value chosen; empty for none.
    pub value: String,
    /// How the value chosen reads, for the box before anything is typed.
    pub value_text: String,
}

impl SearchOptions {
    /// Name of the plain box that narrows the options.
    pub fn query_name(&self) -> String {
        format!("{}-search", self.control.name)
    }
}

/// Most options listed at once; who searches types another letter rather than read more.
pub const LISTED_AT_MOST: usize = 50;

/// A search as combobox. What was typed is never cleared; whoever leaves without choosing is told by the rules.
#[component]
pub fn Search(
    /// What does not change; `query` is what was typed when the screen was left.
    options: SearchOptions,
    /// The options that match what was typed, best first.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// How the value chosen reads now; empty for none.
    #[prop(into)]
    value_text: Signal<String>,
    /// Label now; without it as the options have it.
    #[prop(optional, into)]
    label: Option<Signal<Option<String>>>,
    /// Hint now; without it as the options have it.
    #[prop(optional, into)]
    hint: Option<Signal<Option<String>>>,
    /// Error now; without it as the options have it.
    #[prop(optional, into)]
    error: Option<Signal<Option<String>>>,
    /// State now; without it as the options have it.
    #[prop(optional, into)]
    state: Option<Signal<ControlState>>,
    /// Called at each key, with what was typed.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
    /// Called with the value chosen, or empty when the box was emptied.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// Called when it loses focus, with what stands in it.
    #[prop(optional, into)]
    on_blur: Option<Callback<String>>,
) -> impl IntoView {
    let control = options.control.clone();
    let signals = ControlSignals::new(&control, label, hint, error, state);
    let typed = RwSignal::new((!options.query.is_empty()).then(|| options.query.clone()));
    let list = List {
        is_open: RwSignal::new(false),
        active: RwSignal::new(None),
        listed: Signal::derive(move || choices.get().into_iter().take(LISTED_AT_MOST).collect::<Vec<_>>()),
    };
    let handlers = handlers(list, typed, on_input, on_change, on_blur);
    let shown = Signal::derive(move || typed.get().unwrap_or_else(|| value_text.get()));
    let input = box_view(&control, signals, list, shown, handlers);
    let items = items(control.id.clone(), list, handlers.choose);
    let found = move || list.is_open.get().then(|| interface::options_found(choices.with(Vec::len)));
    view! {
        <div class=signals.group_class("app-search")>
            {labelled(&control, signals)}
            <div class="app-search__box">
                {input}
                <ul
                    id=list_id(&control.id)
                    class="app-search__list"
                    role="listbox"
                    aria-label=move || signals.label.get()
                    hidden=move || !list.is_expanded()
                >
                    {items}
                </ul>
            </div>
            <div class="govuk-visually-hidden" role="status">
                {found}
            </div>
        </div>
    }
}

/// The list below the box while the screen is shown.
#[derive(Clone, Copy)]
struct List {
    is_open: RwSignal<bool>,
    active: RwSignal<Option<usize>>,
    listed: Signal<Vec<Choice>>,
}

#[derive(Clone, Copy)]
struct Handlers {
    type_text: Callback<String>,
    choose: Callback<String>,
    on_blur: Option<Callback<String>>,
}

impl List {
    fn open(self) {
        self.active.set(None);
        self.is_open.set(true);
    }

    fn close(self) {
        self.active.set(None);
        self.is_open.set(false);
    }

    fn is_expanded(self) -> bool {
        self.is_open.get() && self.listed.with(|listed| !listed.is_empty())
    }

    /// Number of the option the arrows are on, if it is listed.
    fn active(self) -> Option<usize> {
        let active = self.active.get().filter(|active| *active < self.listed.with(Vec::len))?;
        self.is_open.get().then_some(active)
    }
}

/// What typing and choosing do to the list and to what was typed, before the caller hears of it.
fn handlers(
    list: List,
    typed: RwSignal<Option<String>>,
    on_input: Option<Callback<String>>,
    on_change: Option<Callback<String>>,
    on_blur: Option<Callback<String>>,
) -> Handlers {
    let choose = Callback::new(move |value: String| {
        typed.set(None);
        list.close();
        run(on_change, value);
    });
    let type_text = Callback::new(move |text: String| {
        list.open();
        if text.is_empty() {
            choose.run(String::new());
        } else {
            typed.set(Some(text.clone()));
        }
        run(on_input, text);
    });
    Handlers { type_text, choose, on_blur }
}

fn list_id(id: &str) -> String {
    format!("{id}-list")
}

fn box_view(
    control: &Control,
    signals: ControlSignals,
    list: List,
    shown: Signal<String>,
    handlers: Handlers,
) -> impl IntoView + use<> {
    let described_by = signals.described_by(&control.id, None);
    let id = control.id.clone();
    let key_id = control.id.clone();
    let blur = move |event| {
        list.close();
        run(handlers.on_blur, event_target_value(&event));
    };
    view! {
        <input
            class=move || search_class(signals.has_error())
            id=control.id.clone()
            type="text"
            role="combobox"
            spellcheck="false"
            aria-autocomplete="list"
            aria-expanded=move || if list.is_expanded() { "true" } else { "false" }
            aria-controls=list_id(&control.id)
            aria-activedescendant=move || list.active().map(|active| format!("{id}-option-{active}"))
            prop:value=move || shown.get()
            aria-describedby=move || described_by.get()
            aria-invalid=move || signals.has_error().then_some("true")
            autocomplete="off"
            data-place=control.place.clone()
            readonly=move || signals.state.get().is_read_only()
            disabled=move || signals.state.get().is_disabled()
            on:input=move |event| run(handlers.type_text, event_target_value(&event))
            on:keydown=move |event| key_down(&event, &key_id, list, handlers.choose)
            on:blur=blur
        />
    }
}

fn search_class(has_error: bool) -> &'static str {
    if has_error { "govuk-input govuk-input--error app-search__input" } else { "govuk-input app-search__input" }
}

fn items(id: String, list: List, choose: Callback<String>) -> impl IntoView {
    move || {
        let item = |(index, choice): (usize, Choice)| {
            let Choice { value, text, hint, is_disabled, .. } = choice;
            let is_active = move || list.active() == Some(index);
            let class = move || {
                if is_active() { "app-search__option app-search__option--active" } else { "app-search__option" }
            };
            view! {
                <li
                    id=format!("{id}-option-{index}")
                    class=class
                    role="option"
                    aria-selected=move || if is_active() { "true" } else { "false" }
                    aria-disabled=is_disabled.then_some("true")
                    on:mousedown=|event| event.prevent_default()
                    on:click=move |_| {
                        if !is_disabled {
                            run(choose, value.clone());
                        }
                    }
                >
                    <span class="app-search__text">{text}</span>
                    {hint.map(|hint| view! { <span class="app-search__detail">{hint}</span> })}
                </li>
            }
        };
        list.listed.get().into_iter().enumerate().map(item).collect_view()
    }
}

/// Arrows move through the list, Enter chooses, Escape closes; all else is for the box.
fn key_down(event: &leptos::ev::KeyboardEvent, id: &str, list: List, choose: Callback<String>) {
    let count = list.listed.with_untracked(Vec::len);
    let is_open = list.is_open.get_untracked();
    let active = list.active.get_untracked();
    match event.key().as_str() {
        "ArrowDown" | "ArrowUp" if count > 0 => {
            event.prevent_default();
            list.is_open.set(true);
            let index = moved(active, count, event.key() == "ArrowDown");
            list.active.set(Some(index));
            show(&list_id(id), &format!("{id}-option-{index}"));
        }
        "Enter" if is_open => {
            event.prevent_default();
            let index = active.or_else(|| (count == 1).then_some(0));
            let choice = index.and_then(|index| list.listed.with_untracked(|listed| listed.get(index).cloned()));
            if let Some(choice) = choice.filter(|choice| !choice.is_disabled) {
                run(choose, choice.value);
            }
        }
        "Escape" if is_open => {
            event.prevent_default();
            list.close();
        }
        _ => {}
    }
}

/// Scrolls the list, and nothing else, so far that the option can be seen.
fn show(list_id: &str, option_id: &str) {
    use leptos::{wasm_bindgen::JsCast, web_sys::HtmlElement};

    let find = |id| document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let (Some(list), Some(option)) = (find(list_id), find(option_id)) else { return };
    let top = option.offset_top();
    let bottom = top.saturating_add(option.offset_height());
    if top < list.scroll_top() {
        list.set_scroll_top(top);
    } else if bottom > list.scroll_top().saturating_add(list.client_height()) {
        list.set_scroll_top(bottom.saturating_sub(list.client_height()));
    }
}

/// The option after or before, round the ends; `count` is at least 1.
fn moved(active: Option<usize>, count: usize, is_down: bool) -> usize {
    let last = count.saturating_sub(1);
    match (active, is_down) {
        (None, true) => 0,
        (None, false) => last,
        (Some(at), true) => {
            if at >= last {
                0
            } else {
                at.saturating_add(1)
            }
        }
        (Some(at), false) => at.checked_sub(1).unwrap_or(last),
    }
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn arrows_go_round_the_ends() {
        assert_eq!(moved(None, 3, true), 0);
        assert_eq!(moved(None, 3, false), 2);
        assert_eq!(moved(Some(2), 3, true), 0);
        assert_eq!(moved(Some(0), 3, false), 2);
        assert_eq!(moved(Some(1), 3, true), 2);
    }
}
