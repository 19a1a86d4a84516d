//! Our components write what the fixtures of govuk-frontend write, for the options we have.
//!
//! Left out of the comparison, because they are ours or belong to scripts we do not load: `autocomplete`, `data-place`,
//! `data-part`, `aria-invalid`, `tabindex`, `data-module`, `data-prevent-double-click`, the read-out count of a textarea.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::tree::{Element, Node, read};
use components::{plain, *};
use serde_json::Value;

/// Compares every fixture of a component and says how many there were.
fn check(component: &str, write: impl Fn(&Value) -> String) {
    let path = format!("{}/tests/fixtures/{component}.json", env!("CARGO_MANIFEST_DIR"));
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let fixtures = file["fixtures"].as_array().unwrap();
    assert!(!fixtures.is_empty(), "{component} has fixtures");
    for fixture in fixtures {
        let ours = comparable(&write(&fixture["options"]));
        let theirs = comparable(fixture["html"].as_str().unwrap());
        assert_eq!(ours, theirs, "{component}: {}", fixture["name"]);
    }
}

fn comparable(html: &str) -> String {
    let mut root = read(html);
    strip(&mut root);
    root.lines()
}

fn strip(element: &mut Element) {
    for name in [
        "autocomplete",
        "data-place",
        "data-part",
        "aria-invalid",
        "tabindex",
        "data-module",
        "data-prevent-double-click",
    ] {
        element.attributes.remove(name);
    }
    element
        .children
        .retain(|child| !matches!(child, Node::Element(child) if child.has_class("govuk-character-count__sr-status")));
    // Their answers of several lines are markup of the caller, of which we have none.
    if element.has_class("govuk-summary-list__value") && element.all().iter().any(|below| below.name == "p") {
        element.children.clear();
    }
    // Their texts stand on lines of their own, and break where ours have a space.
    let is_kept_as_is = element.name == "textarea";
    for child in &mut element.children {
        match child {
            Node::Element(child) => strip(child),
            Node::Text(_) if is_kept_as_is => {}
            Node::Text(text) => *text = text.split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

fn maybe(value: &Value) -> Option<String> {
    (!value.is_null()).then(|| text(value))
}

fn classes(value: &Value) -> String {
    text(&value["classes"])
}

fn size(value: &Value) -> LabelSize {
    match classes(value).rsplit("--").next().unwrap() {
        "s" => LabelSize::Small,
        "m" => LabelSize::Medium,
        "l" => LabelSize::Large,
        "xl" => LabelSize::ExtraLarge,
        _ => LabelSize::Normal,
    }
}

fn is(value: &Value) -> bool {
    value.as_bool().unwrap_or(false)
}

fn control(options: &Value) -> Control {
    let label = if options["fieldset"].is_null() { &options["label"] } else { &options["fieldset"]["legend"] };
    let name = maybe(&options["namePrefix"]).unwrap_or_else(|| text(&options["name"]));
    let id = [&options["id"], &options["idPrefix"]].into_iter().find_map(maybe).unwrap_or_else(|| name.clone());
    Control {
        id,
        name,
        label: text(&label["text"]),
        label_size: size(label),
        is_heading: is(&label["isPageHeading"]),
        hint: maybe(&options["hint"]["text"]),
        error: maybe(&options["errorMessage"]["text"]),
        state: if is(&options["disabled"]) { ControlState::Disabled } else { ControlState::Open },
        place: "place".into(),
    }
}

fn choices(options: &Value) -> Vec<Choice> {
    let mut choices = Vec::new();
    let mut divider = None;
    for item in options["items"].as_array().unwrap() {
        if !item["divider"].is_null() {
            divider = maybe(&item["divider"]);
            continue;
        }
        choices.push(Choice {
            value: text(&item["value"]),
            text: text(&item["text"]),
            hint: maybe(&item["hint"]["text"]),
            is_disabled: is(&item["disabled"]),
            divider: divider.take(),
            is_exclusive: item["behaviour"] == "exclusive",
        });
    }
    choices
}

/// The values chosen, by `value`, `values` or an item's own flag.
fn chosen(options: &Value, flag: &str) -> Vec<String> {
    let items = options["items"].as_array().unwrap();
    let flagged = items.iter().filter(|item| is(&item[flag])).map(|item| text(&item["value"]));
    flagged.chain(maybe(&options["value"])).collect()
}

#[test]
fn text_input() {
    check("input", |options| {
        let width = match classes(options).split(' ').next().unwrap() {
            "govuk-input--width-10" => InputWidth::Ten,
            "govuk-input--width-30" => InputWidth::Thirty,
            _ => InputWidth::Full,
        };
        // A decimal is never spell-checked by us; theirs says nothing.
        let kind = if options["inputmode"] == "decimal" { TextInputKind::Decimal } else { TextInputKind::Text };
        plain::text_input(&TextInputOptions {
            kind,
            width,
            has_extra_letter_spacing: classes(options).contains("extra-letter-spacing"),
            prefix: maybe(&options["prefix"]["text"]),
            suffix: maybe(&options["suffix"]["text"]),
            ..TextInputOptions::new(control(options), text(&options["value"]))
        })
        .replace(" spellcheck=\"false\"", "")
    });
}

#[test]
fn textarea() {
    let write = |options: &Value| {
        plain::textarea(&TextareaOptions {
            limit: options["maxlength"].as_u64().and_then(|limit| limit.try_into().ok()),
            ..TextareaOptions::new(control(options), text(&options["value"]))
        })
    };
    check("textarea", write);
    check("character-count", write);
}

#[test]
fn radios() {
    check("radios", |options| {
        let value = chosen(options, "checked").into_iter().next().unwrap_or_default();
        plain::radios(&RadiosOptions {
            is_inline: classes(options).contains("inline"),
            ..RadiosOptions::new(control(options), choices(options), value)
        })
    });
}

#[test]
fn checkboxes() {
    check("checkboxes", |options| {
        plain::checkboxes(&CheckboxesOptions {
            is_small: classes(options).contains("small"),
            ..CheckboxesOptions::new(control(options), choices(options), chosen(options, "checked"))
        })
    });
}

#[test]
fn date_input() {
    check("date-input", |options| {
        let typed = |part: &str| text(&options["values"][format!("{}-{part}", text(&options["namePrefix"]))]);
        let faulty = [("day", DatePart::Day), ("month", DatePart::Month), ("year", DatePart::Year)];
        let html = plain::date_input(&DateInputOptions {
            is_month_only: options["day"] == false,
            faulty: faulty.into_iter().filter(|(name, _)| is(&options[name]["error"])).map(|(_, part)| part).collect(),
            ..DateInputOptions::new(
                control(options),
                DateParts { day: typed("day"), month: typed("month"), year: typed("year") },
            )
        });
        // Without a prefix their boxes are named by the part alone.
        html.replace("name=\"-", "name=\"")
    });
}

#[test]
fn select() {
    check("select", |options| {
        let value = chosen(options, "selected").into_iter().next().unwrap_or_default();
        plain::select(&SelectOptions::new(control(options), choices(options), value))
    });
}

#[test]
fn parts_of_controls() {
    check("label", |options| {
        plain::label(&LabelOptions {
            text: text(&options["text"]),
            for_id: maybe(&options["for"]),
            size: size(options),
            is_heading: is(&options["isPageHeading"]),
        })
    });
    check("hint", |options| {
        plain::hint(&HintOptions { id: maybe(&options["id"]), text: text(&options["text"]), class: None })
    });
    check("error-message", |options| {
        plain::error_message(&ErrorMessageOptions { id: maybe(&options["id"]), text: text(&options["text"]) })
    });
    check("fieldset", |options| {
        let legend = &options["legend"];
        let fieldset = FieldsetOptions {
            legend: text(&legend["text"]),
            size: size(legend),
            is_heading: is(&legend["isPageHeading"]),
            ..FieldsetOptions::default()
        };
        plain::fieldset(&fieldset, "")
    });
}

#[test]
fn button() {
    check("button", |options| {
        let kind = match classes(options).as_str() {
            "govuk-button--secondary" => ButtonKind::Secondary,
            "govuk-button--warning" => ButtonKind::Warning,
            _ => ButtonKind::Primary,
        };
        plain::button(&ButtonOptions {
            text: text(&options["text"]),
            kind,
            href: maybe(&options["href"]),
            name: maybe(&options["name"]),
            value: maybe(&options["value"]),
            is_disabled: is(&options["disabled"]),
            ..ButtonOptions::default()
        })
    });
}

#[test]
fn error_summary() {
    check("error-summary", |options| {
        let problem = |item: &Value| Problem { text: text(&item["text"]), href: maybe(&item["href"]) };
        plain::error_summary(&ErrorSummaryOptions::new(
            options["errorList"].as_array().unwrap().iter().map(problem).collect(),
        ))
    });
}

#[test]
fn summary_list() {
    check("summary-list", |options| {
        let row = |row: &Value| {
            let mut ours = SummaryRow {
                key: text(&row["key"]["text"]),
                value: maybe(&row["value"]["text"]).into_iter().collect(),
                ..Default::default()
            };
            for action in row["actions"]["items"].as_array().into_iter().flatten() {
                ours = ours.action(text(&action["text"]), text(&action["visuallyHiddenText"]), text(&action["href"]));
            }
            ours
        };
        plain::summary_list(&SummaryListOptions {
            rows: options["rows"].as_array().unwrap().iter().map(row).collect(),
            is_borderless: classes(options).contains("no-border"),
        })
    });
}

#[test]
fn task_list() {
    check("task-list", |options| {
        let status = |status: &Value| match maybe(&status["text"]) {
            Some(text) if classes(status).contains("cannot-start-yet") => TaskStatus::CannotStart(text),
            Some(text) => TaskStatus::Done(text),
            None => TaskStatus::Tag(tag_of(&status["tag"])),
        };
        let item = |item: &Value| TaskItem {
            title: text(&item["title"]["text"]),
            href: maybe(&item["href"]),
            hint: maybe(&item["hint"]["text"]),
            status: status(&item["status"]),
        };
        let items = options["items"].as_array().unwrap().iter().map(item).collect();
        // Blue is the colour without a modifier, and their style sheet has none for it.
        plain::task_list(&TaskListOptions { id_prefix: String::new(), items })
            .replace("\"govuk-tag\"", "\"govuk-tag govuk-tag--blue\"")
    });
}

fn tag_of(options: &Value) -> TagOptions {
    let colour = match classes(options).as_str() {
        "govuk-tag--grey" => TagColour::Grey,
        "govuk-tag--green" => TagColour::Green,
        "govuk-tag--purple" => TagColour::Purple,
        "govuk-tag--teal" => TagColour::Teal,
        "govuk-tag--magenta" => TagColour::Magenta,
        "govuk-tag--red" => TagColour::Red,
        "govuk-tag--orange" => TagColour::Orange,
        "govuk-tag--yellow" => TagColour::Yellow,
        _ => TagColour::Blue,
    };
    TagOptions::new(text(&options["text"]), colour)
}

#[test]
fn texts() {
    check("tag", |options| plain::tag(&tag_of(options)));
    check("inset-text", |options| plain::inset_text(&InsetTextOptions { paragraphs: vec![text(&options["text"])] }));
    check("warning-text", |options| plain::warning_text(&WarningTextOptions { text: text(&options["text"]) }));
    check("details", |options| {
        plain::details(&DetailsOptions {
            id: maybe(&options["id"]),
            summary: text(&options["summaryText"]),
            paragraphs: vec![text(&options["text"])],
            is_open: is(&options["open"]),
        })
    });
    check("notification-banner", |options| {
        plain::notification_banner(&NotificationBannerOptions {
            text: text(&options["text"]),
            is_success: options["type"] == "success",
            ..NotificationBannerOptions::default()
        })
    });
    check("panel", |options| {
        plain::panel(&PanelOptions { title: text(&options["titleText"]), ..PanelOptions::default() })
            .replace("<div class=\"govuk-panel__body\"></div>", "")
    });
}

#[test]
fn links() {
    check("back-link", |options| {
        plain::back_link(&BackLinkOptions {
            text: maybe(&options["text"]),
            href: maybe(&options["href"]).unwrap_or_else(|| "#".into()),
        })
    });
    check("breadcrumbs", |options| {
        let item = |item: &Value| (text(&item["text"]), maybe(&item["href"]));
        plain::breadcrumbs(&BreadcrumbsOptions {
            items: options["items"].as_array().unwrap().iter().map(item).collect(),
        })
    });
    check("skip-link", |options| {
        plain::skip_link(&SkipLinkOptions { text: maybe(&options["text"]), href: maybe(&options["href"]) })
    });
    check("pagination", |options| {
        let link = |link: &Value| {
            let href = maybe(&link["href"])?;
            Some(PaginationLink { href, text: maybe(&link["text"]), label: maybe(&link["labelText"]) })
        };
        let item = |item: &Value| match maybe(&item["href"]) {
            Some(href) => PaginationItem::Part {
                number: u32::try_from(item["number"].as_u64().unwrap()).unwrap(),
                href,
                is_current: is(&item["current"]),
            },
            None => PaginationItem::Gap,
        };
        plain::pagination(&PaginationOptions {
            previous: link(&options["previous"]),
            next: link(&options["next"]),
            items: options["items"].as_array().into_iter().flatten().map(item).collect(),
        })
    });
}

#[test]
fn table() {
    check("table", |options| {
        let cell = |cell: &Value| TableCell { text: text(&cell["text"]), is_numeric: cell["format"] == "numeric" };
        let cells = |row: &Value| row.as_array().into_iter().flatten().map(cell).collect::<Vec<_>>();
        plain::table(&TableOptions {
            caption: text(&options["caption"]),
            caption_size: if options["captionClasses"].is_null() { LabelSize::Normal } else { LabelSize::Medium },
            head: cells(&options["head"]),
            rows: options["rows"].as_array().unwrap().iter().map(cells).collect(),
            is_first_cell_head: is(&options["firstCellIsHeader"]),
        })
    });
}
