//! Both forms of every component are the same, and safe whatever is written into them.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use std::collections::BTreeSet;

use common::{
    cases::{self, Case},
    tree::{Element, read},
};
use components::{Choice, Control, Search, SearchOptions, Textarea, TextareaOptions, plain};
use leptos::prelude::*;

const HOSTILE: &str = "</textarea><script>alert(1)</script>\"'&<b onclick=\"x\">";

#[test]
fn both_forms_are_the_same() {
    for text in ["Ffion Gwyn-Jones", HOSTILE] {
        for Case { name, plain, leptos } in cases::all(text) {
            assert_eq!(read(&plain).lines(), read(&leptos).lines(), "{name}");
        }
    }
}

#[test]
fn sec_92_no_text_becomes_markup() {
    for Case { name, plain, leptos } in cases::all(HOSTILE) {
        for html in [plain, leptos] {
            assert!(!html.contains("<script"), "{name}: {html}");
            let root = read(&html);
            assert!(root.all().iter().all(|element| element.name != "b"), "{name}: {html}");
            let is_kept = root.text().contains(HOSTILE)
                || root.all().iter().any(|element| element.attributes.values().any(|value| value == HOSTILE));
            assert!(is_kept, "{name} shows the text as it is: {html}");
        }
    }
}

#[test]
fn sec_92_a_textarea_keeps_its_text_in_the_plain_form_and_is_empty_in_the_other() {
    let options = |value: &str| TextareaOptions::new(Control::new("why", "Why"), value);
    let html = plain::textarea(&options(HOSTILE));
    let root = read(&html);
    let textarea = root.all().into_iter().find(|element| element.name == "textarea").unwrap().clone();
    assert_eq!(textarea.text(), HOSTILE);
    assert!(!html.contains("</textarea><script"), "{html}");
    assert!(plain::textarea(&options("\nsecond line")).contains(">\n\nsecond line</textarea>"));
    let leptos = Owner::new().with(|| view! { <Textarea options=options(HOSTILE) /> }.to_html());
    assert!(leptos.contains("></textarea>"), "{leptos}");
    assert!(!leptos.contains("script"), "{leptos}");
}

#[test]
fn s_104_nothing_typed_is_kept_by_the_browser() {
    let mut seen = BTreeSet::new();
    for Case { name, plain, .. } in cases::all("Text") {
        for element in read(&plain).all() {
            let is_typed = matches!(element.name.as_str(), "input" | "select" | "textarea" | "form");
            if is_typed && element.attribute("type") != Some("hidden") {
                assert_eq!(element.attribute("autocomplete"), Some("off"), "{name}: {}", element.lines());
                seen.insert(element.name.clone());
            }
        }
    }
    assert_eq!(seen.len(), 4, "a form, an input, a select and a textarea were seen: {seen:?}");
}

#[test]
fn every_reference_by_id_finds_its_element_and_no_id_is_there_twice() {
    let with_controls = ["text_input", "textarea", "radios", "checkboxes", "date_input", "select", "task_list"];
    for Case { name, plain, .. } in cases::all("Text") {
        let root = read(&plain);
        let ids: Vec<_> = root.all().iter().filter_map(|element| element.attribute("id")).map(str::to_owned).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{name}: {ids:?}");
        if with_controls.iter().any(|control| name.starts_with(control)) {
            check_references(name, &root, &ids);
        }
    }
}

fn check_references(name: &str, root: &Element, ids: &[String]) {
    for element in root.all() {
        for attribute in ["for", "aria-describedby", "list"] {
            let Some(value) = element.attribute(attribute) else { continue };
            for id in value.split(' ') {
                assert!(ids.iter().any(|known| known == id), "{name}: {attribute}={value:?} of {}", element.lines());
            }
        }
        if element.name == "input" && element.attribute("data-place").is_some() {
            let id = element.attribute("id").unwrap();
            let has_label = root.all().iter().any(|label| label.attribute("for") == Some(id));
            assert!(has_label, "{name}: {id} has a label");
        }
    }
}

fn search() -> SearchOptions {
    SearchOptions {
        control: Control::new("proc[1].code", "Choose a proceeding").hint("Code or words").error("Select one"),
        query: "care".into(),
        choices: vec![Choice::new("PB005", "Care order").hint("Special Children Act")],
        value: "DA004".into(),
        value_text: "Non-molestation order".into(),
    }
}

#[test]
fn a_search_without_scripting_is_a_box_and_radios_that_keep_what_is_chosen() {
    let root = read(&plain::search(&search()));
    let radios: Vec<_> = root.all().into_iter().filter(|element| element.attribute("type") == Some("radio")).collect();
    let values: Vec<_> = radios.iter().map(|radio| radio.attribute("value").unwrap()).collect();
    assert_eq!(values, ["DA004", "PB005"]);
    assert!(radios[0].attribute("checked").is_some() && radios[1].attribute("checked").is_none());
    assert!(radios.iter().all(|radio| radio.attribute("name") == Some("proc[1].code")));
    let query = root.all().into_iter().find(|element| element.attribute("id") == Some("proc-1-code")).unwrap();
    assert_eq!((query.attribute("name"), query.attribute("value")), (Some("proc[1].code-search"), Some("care")));
    let button = root.all().into_iter().find(|element| element.name == "button").unwrap();
    assert_eq!((button.attribute("name"), button.attribute("value")), (Some("search"), Some("proc[1].code")));
}

#[test]
fn a_search_in_the_browser_is_a_combobox_with_its_list() {
    let html = Owner::new().with(|| {
        let options = search();
        let choices = options.choices.clone();
        view! { <Search options choices=choices value_text=Signal::stored(String::new()) /> }.to_html()
    });
    let root = read(&html);
    let input = root.all().into_iter().find(|element| element.attribute("role") == Some("combobox")).unwrap();
    assert_eq!(input.attribute("aria-expanded"), Some("false"));
    assert_eq!(input.attribute("aria-autocomplete"), Some("list"));
    assert_eq!(input.attribute("aria-describedby"), Some("proc-1-code-hint proc-1-code-error"));
    let list = root.all().into_iter().find(|element| element.attribute("role") == Some("listbox")).unwrap();
    assert_eq!(input.attribute("aria-controls"), list.attribute("id"));
    assert!(list.attribute("hidden").is_some());
    assert_eq!(list.text(), "Care orderSpecial Children Act");
    assert!(list.all().iter().any(|item| item.attribute("role") == Some("option")));
}
