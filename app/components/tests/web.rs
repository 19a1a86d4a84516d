//! The Leptos forms in a real browser: signals change them in place, and what is typed and pressed is reported.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use components::*;
use leptos::{mount::mount_to, prelude::*, task::tick, wasm_bindgen::JsCast};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{
    Element, Event, EventInit, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, KeyboardEvent,
    KeyboardEventInit,
};

wasm_bindgen_test_configure!(run_in_browser);

/// Mounts a view in an empty element of its own, for as long as the page lives.
fn mounted<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Element {
    let host = document().create_element("div").unwrap();
    document().body().unwrap().append_child(&host).unwrap();
    mount_to(host.clone().unchecked_into::<HtmlElement>(), view).forget();
    host
}

fn find<E: JsCast>(host: &Element, selector: &str) -> E {
    host.query_selector(selector)
        .unwrap()
        .unwrap_or_else(|| panic!("{selector}: {}", host.inner_html()))
        .unchecked_into()
}

fn fire(target: &Element, kind: &str) {
    let how = EventInit::new();
    how.set_bubbles(true);
    target.dispatch_event(&Event::new_with_event_init_dict(kind, &how).unwrap()).unwrap();
}

fn press(target: &Element, key: &str) {
    let how = KeyboardEventInit::new();
    how.set_bubbles(true);
    how.set_key(key);
    target.dispatch_event(&KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &how).unwrap()).unwrap();
}

fn type_into(input: &HtmlInputElement, text: &str) {
    input.set_value(text);
    fire(input, "input");
}

#[wasm_bindgen_test]
async fn a_text_input_follows_its_signals_in_place_and_reports_each_key() {
    let value = RwSignal::new("Ffion".to_owned());
    let error = RwSignal::new(None::<String>);
    let left = RwSignal::new(None::<String>);
    let options = TextInputOptions::new(Control::new("web.name", "Name"), "Ffion");
    let host = mounted(move || {
        let on_input = Callback::new(move |text| value.set(text));
        let on_blur = Callback::new(move |text| left.set(Some(text)));
        view! { <TextInput options value error on_input on_blur /> }
    });
    let input: HtmlInputElement = find(&host, "input");
    assert_eq!(input.value(), "Ffion");
    type_into(&input, "Ffion Gwyn");
    assert_eq!(value.get_untracked(), "Ffion Gwyn");
    value.set("Set from elsewhere".to_owned());
    error.set(Some("Enter a name".to_owned()));
    tick().await;
    assert_eq!(input.value(), "Set from elsewhere");
    assert!(input.is_connected(), "the same box stays, with the focus that is in it");
    assert_eq!(input.get_attribute("aria-describedby").as_deref(), Some("web-name-error"));
    assert_eq!(find::<Element>(&host, "#web-name-error").text_content().as_deref(), Some("Error: Enter a name"));
    fire(&input, "blur");
    assert_eq!(left.get_untracked().as_deref(), Some("Set from elsewhere"));
    error.set(None);
    tick().await;
    assert_eq!(input.get_attribute("aria-describedby"), None);
}

#[wasm_bindgen_test]
async fn a_textarea_shows_its_text_and_what_is_left() {
    let value = RwSignal::new("abc".to_owned());
    let options = TextareaOptions { limit: Some(5), ..TextareaOptions::new(Control::new("web.why", "Why"), "abc") };
    let host = mounted(move || {
        let on_input = Callback::new(move |text| value.set(text));
        view! { <Textarea options value on_input /> }
    });
    let textarea: HtmlTextAreaElement = find(&host, "textarea");
    tick().await;
    assert_eq!(textarea.value(), "abc");
    textarea.set_value("abcdefg");
    fire(&textarea, "input");
    tick().await;
    let message: Element = find(&host, "#web-why-info");
    assert_eq!(message.text_content().as_deref(), Some("You have 2 characters too many"));
}

#[wasm_bindgen_test]
async fn radios_follow_value_and_offers_and_report_the_choice() {
    let value = RwSignal::new("a".to_owned());
    let choices = RwSignal::new(vec![Choice::new("a", "A"), Choice::new("b", "B")]);
    let options = RadiosOptions::new(Control::new("web.radio", "Which?"), choices.get_untracked(), "a");
    let host = mounted(move || {
        let on_change = Callback::new(move |chosen| value.set(chosen));
        view! { <Radios options value choices on_change /> }
    });
    let first: HtmlInputElement = find(&host, "#web-radio");
    let second: HtmlInputElement = find(&host, "#web-radio-2");
    assert!(first.checked() && !second.checked());
    second.click();
    assert_eq!(value.get_untracked(), "b");
    value.set("a".to_owned());
    choices.update(|choices| choices[1].is_disabled = true);
    tick().await;
    assert!(first.checked());
    assert!(second.disabled() && second.is_connected(), "the same option, closed");
    choices.update(|choices| choices.push(Choice::new("c", "C")));
    tick().await;
    assert!(first.is_connected(), "the options before it stay");
    assert_eq!(find::<Element>(&host, "[for=web-radio-3]").text_content().as_deref(), Some("C"));
}

#[wasm_bindgen_test]
async fn ticking_none_clears_the_others() {
    let value = RwSignal::new(vec!["a".to_owned()]);
    let choices = vec![Choice::new("a", "A"), Choice::new("none", "None").after_divider("or").exclusive()];
    let options = CheckboxesOptions::new(Control::new("web.boxes", "Which?"), choices, vec!["a".to_owned()]);
    let host = mounted(move || {
        let on_change = Callback::new(move |ticked| value.set(ticked));
        view! { <Checkboxes options value on_change /> }
    });
    let first: HtmlInputElement = find(&host, "#web-boxes");
    find::<HtmlInputElement>(&host, "#web-boxes-3").click();
    tick().await;
    assert_eq!(value.get_untracked(), ["none"]);
    assert!(!first.checked());
}

#[wasm_bindgen_test]
async fn a_date_reports_all_its_boxes() {
    let value = RwSignal::new(DateParts { day: "31".into(), month: "3".into(), year: String::new() });
    let options = DateInputOptions::new(Control::new("web.date", "When?"), value.get_untracked());
    let host = mounted(move || {
        let on_input = Callback::new(move |date| value.set(date));
        view! { <DateInput options value on_input /> }
    });
    type_into(&find(&host, "#web-date-year"), "1980");
    assert_eq!(value.get_untracked(), DateParts { day: "31".into(), month: "3".into(), year: "1980".into() });
    value.update(|date| date.month = "4".into());
    tick().await;
    assert_eq!(find::<HtmlInputElement>(&host, "#web-date-month").value(), "4");
}

#[wasm_bindgen_test]
async fn a_select_shows_its_value_and_reports_another() {
    let value = RwSignal::new("b".to_owned());
    let choices = vec![Choice::new("a", "A"), Choice::new("b", "B")];
    let options = SelectOptions {
        prompt: Some("Choose".into()),
        ..SelectOptions::new(Control::new("web.select", "Which?"), choices, "b")
    };
    let host = mounted(move || {
        let on_change = Callback::new(move |chosen| value.set(chosen));
        view! { <Select options value on_change /> }
    });
    let select: HtmlSelectElement = find(&host, "select");
    assert_eq!(select.value(), "b");
    select.set_value("a");
    fire(&select, "change");
    assert_eq!(value.get_untracked(), "a");
    value.set(String::new());
    tick().await;
    assert_eq!(select.value(), "");
}

#[wasm_bindgen_test]
async fn a_search_is_worked_by_keyboard_alone() {
    let chosen = RwSignal::new(String::new());
    let all = vec![Choice::new("DA004", "Non-molestation order"), Choice::new("DA005", "Occupation order")];
    let query = RwSignal::new(String::new());
    let texts = all.clone();
    let choices = Signal::derive(move || {
        let found = |choice: &&Choice| choice.text.to_lowercase().contains(&query.get());
        all.iter().filter(found).cloned().collect::<Vec<_>>()
    });
    let value_text = Signal::derive(move || {
        texts.iter().find(|choice| choice.value == chosen.get()).map(|choice| choice.text.clone()).unwrap_or_default()
    });
    let options = SearchOptions { control: Control::new("web.search", "Proceeding"), ..SearchOptions::default() };
    let host = mounted(move || {
        let on_input = Callback::new(move |text| query.set(text));
        let on_change = Callback::new(move |value| chosen.set(value));
        view! { <Search options choices value_text on_input on_change /> }
    });
    let input: HtmlInputElement = find(&host, "[role=combobox]");
    type_into(&input, "order");
    tick().await;
    assert_eq!(input.get_attribute("aria-expanded").as_deref(), Some("true"));
    assert_eq!(find::<Element>(&host, "[role=status]").text_content().as_deref(), Some("2 options found"));
    press(&input, "ArrowDown");
    press(&input, "ArrowDown");
    tick().await;
    assert_eq!(input.get_attribute("aria-activedescendant").as_deref(), Some("web-search-option-1"));
    assert_eq!(find::<Element>(&host, "[aria-selected=true]").text_content().as_deref(), Some("Occupation order"));
    press(&input, "Enter");
    tick().await;
    assert_eq!(chosen.get_untracked(), "DA005");
    assert_eq!(input.value(), "Occupation order");
    assert_eq!(input.get_attribute("aria-expanded").as_deref(), Some("false"));
    type_into(&input, "molest");
    press(&input, "Escape");
    tick().await;
    assert_eq!(input.get_attribute("aria-expanded").as_deref(), Some("false"));
    assert_eq!(input.value(), "molest", "what was typed is not cleared");
    assert_eq!(chosen.get_untracked(), "DA005");
}

#[wasm_bindgen_test]
async fn a_link_of_the_error_summary_moves_the_focus() {
    let options = ErrorSummaryOptions::new(vec![Problem::at("web-target", "Enter it")]);
    let host = mounted(move || {
        view! {
            <ErrorSummary options />
            <TextInput options=TextInputOptions::new(Control::new("web.target", "Target"), "") />
        }
    });
    find::<HtmlElement>(&host, ".govuk-error-summary a").click();
    assert_eq!(document().active_element().unwrap().id(), "web-target");
}
