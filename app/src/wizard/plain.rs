//! A page of the questionnaire as an escaped HTML form: POST, 303, GET (S-16, S-17). It works without scripting, and the
//! living form is mounted over it.

use crate::wizard::fields::{Appearance, Field, field, is_only_question, questions, search_choices};
use crate::wizard::{disagreement, problems, reasons};
use components::{
    BackLinkOptions, ButtonKind, ButtonOptions, Choice, ErrorSummaryOptions, InsetTextOptions, Problem, SearchOptions,
    SummaryListOptions, SummaryRow, WarningTextOptions, element_id, plain,
};
use interview::PageReason;
use interview::plan::{Control, ListPlan, PagePlan, PagePlanKind, QuestionPlan, ShownPlan, SummaryLine, ValuePlan};
use interview::value::Three;
use operations::Reason;
use plain::Element;
use server_functions::drafts::ContestedQuestion;
use words::wizard;

/// What a plain page carries beside its plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carries {
    /// Where the form posts to.
    pub action: String,
    /// Address of the application, for links of rows and lines.
    pub application: String,
    /// The form's token.
    pub once: String,
    /// Revision of the draft it was made from.
    pub seen: u64,
    /// Whether its answers can be changed at present.
    pub may_answer: bool,
    /// Whether the page was continued.
    pub was_continued: bool,
    /// `_return` and `_since`, where a change is under way.
    pub under_way: Vec<(&'static str, String)>,
    /// What was typed into search boxes: place and text.
    pub searches: Vec<(String, String)>,
    /// Text of a page's address from its id and rows.
    pub back: Option<String>,
    /// Why the page is asked.
    pub reasons: Vec<PageReason>,
    /// Its questions with several answers.
    pub contested: Vec<ContestedQuestion>,
    /// Its questions where something could not be accepted.
    pub set_aside: Vec<(String, Reason)>,
    /// Whether a fact from outside that it shows could not be found out.
    pub fact_failed: bool,
}

/// The whole of a page: error summary, heading, form.
#[must_use]
pub fn page(plan: &PagePlan, carries: &Carries, address_of: &dyn Fn(&interview::PageAt) -> String) -> String {
    let mut html = String::new();
    if let Some(back) = &carries.back {
        html.push_str(&plain::back_link(&BackLinkOptions::new(back.clone())));
    }
    let found = errors(plan, carries.was_continued);
    if !found.is_empty() {
        html.push_str(&plain::error_summary(&ErrorSummaryOptions::new(found)));
    }
    html.push_str(&heading(plan));
    match plan.relevance {
        Three::Yes => {}
        Three::Unknown => html.push_str(&paragraph(wizard::may_not_be_needed())),
        Three::No => {
            html.push_str(&paragraph(wizard::not_needed()));
            html.push_str(&plain::button(&ButtonOptions::link(wizard::to_task_list(), carries.application.clone())));
            return html;
        }
    }
    if let Some(hint) = &plan.hint {
        html.push_str(&hint.lines().map(paragraph).collect::<String>());
    }
    for warning in &plan.warnings {
        html.push_str(&plain::warning_text(&WarningTextOptions { text: warning.clone() }));
    }
    html.push_str(&form(plan, carries, address_of));
    html.push_str(&plain::explanation(&reasons::explanation(&carries.reasons, plan.law.as_deref())));
    html
}

/// Errors of a page in order, each with the field it stands at.
#[must_use]
pub fn errors(plan: &PagePlan, was_continued: bool) -> Vec<Problem> {
    let mut errors: Vec<Problem> = questions(plan)
        .into_iter()
        .filter_map(|question| {
            problems::sentence(question, was_continued).map(|text| Problem::at(&first_box(question), text))
        })
        .collect();
    if let PagePlanKind::List(list) = &plan.kind {
        let sentences = list.problems.iter().map(|kind| problems::list_sentence(*kind).to_owned());
        errors.extend(sentences.map(|text| Problem { text, href: None }));
    }
    errors.extend(
        plan.problems.iter().filter_map(|problem| problem.text.clone()).map(|text| Problem { text, href: None }),
    );
    errors
}

/// Id of the box of a question that takes the focus.
fn first_box(question: &QuestionPlan) -> String {
    let id = element_id(&question.name);
    if question.control == Control::Date { format!("{id}-day") } else { id }
}

fn paragraph(text: impl AsRef<str>) -> String {
    Element::new("p").class("govuk-body").text(text).html()
}

fn heading(plan: &PagePlan) -> String {
    let caption = if plan.rows.is_empty() { plan.task.clone() } else { plan.rows.join(", ") };
    let caption = Element::new("span").class("govuk-caption-l").text(caption).html();
    if is_only_question(plan) {
        return caption;
    }
    caption + &Element::new("h1").class("govuk-heading-l").text(&plan.title).html()
}

fn form(plan: &PagePlan, carries: &Carries, address_of: &dyn Fn(&interview::PageAt) -> String) -> String {
    let places: Vec<&str> = questions(plan).into_iter().map(|question| question.name.as_str()).collect();
    let hidden = |name: &'static str, value: String| {
        Element::new("input").attribute("type", "hidden").attribute("name", name).attribute("value", value).html()
    };
    let mut inside = hidden("_once", carries.once.clone());
    inside.push_str(&hidden("_seen", carries.seen.to_string()));
    inside.push_str(&hidden("_places", places.join(" ")));
    for (name, value) in &carries.under_way {
        inside.push_str(&hidden(name, value.clone()));
    }
    let appearance = Appearance {
        may_answer: carries.may_answer,
        was_continued: carries.was_continued,
        is_only: is_only_question(plan),
    };
    inside.push_str(&default_button(plan, carries));
    inside.push_str(&shown(&plan.shown, appearance, carries));
    if carries.fact_failed && carries.may_answer {
        let again = ButtonOptions::new(wizard::ask_again()).kind(ButtonKind::Secondary);
        inside.push_str(&plain::button(&again.sends("_do", "ask_again")));
    }
    inside.push_str(&kind(plan, carries, address_of));
    if carries.may_answer {
        inside.push_str(&buttons(plan));
    } else {
        inside.push_str(&paragraph(wizard::read_only()));
    }
    Element::new("form")
        .attribute("method", "post")
        .attribute("action", &carries.action)
        .attribute("autocomplete", "off")
        .flag("novalidate", true)
        .markup(inside)
        .html()
}

/// What Enter in a field does, where another button than the one that goes on stands first.
fn default_button(plan: &PagePlan, carries: &Carries) -> String {
    let stands_first = !carries.contested.is_empty() || questions(plan).iter().any(|question| question.stale);
    if !stands_first || !carries.may_answer || plan.kind != PagePlanKind::Form {
        return String::new();
    }
    Element::new("button")
        .attribute("type", "submit")
        .attribute("name", "_do")
        .attribute("value", "continue")
        .attribute("tabindex", "-1")
        .attribute("aria-hidden", "true")
        .class("govuk-visually-hidden")
        .text(wizard::save_and_continue())
        .html()
}

fn buttons(plan: &PagePlan) -> String {
    let main = match &plan.kind {
        PagePlanKind::Check(_) => ButtonOptions::new(wizard::confirm_answers()),
        PagePlanKind::Stop(_) | PagePlanKind::List(_) => return String::new(),
        PagePlanKind::Form if questions(plan).is_empty() => ButtonOptions::new(wizard::continue_on()),
        PagePlanKind::Form => ButtonOptions::new(wizard::save_and_continue()),
    };
    let later = ButtonOptions::new(wizard::save_and_come_back_later()).kind(ButtonKind::Secondary);
    plain::button_group(&[plain::button(&main.sends("_do", "continue")), plain::button(&later.sends("_do", "save"))])
}

fn shown(plans: &[ShownPlan], appearance: Appearance, carries: &Carries) -> String {
    // Groups and rows nest only as deep as pages are written.
    plans
        .iter()
        .map(|next| match next {
            ShownPlan::Question(question) => question_html(question, appearance, carries),
            ShownPlan::Value(value) => value_html(value),
            ShownPlan::Group { heading, shown: inner } => {
                let title = heading.as_ref().map_or_else(String::new, |text| group_heading(text));
                title + &shown(inner, appearance, carries)
            }
            ShownPlan::Row { title, shown: inner } => group_heading(title) + &shown(inner, appearance, carries),
        })
        .collect()
}

fn group_heading(text: &str) -> String {
    Element::new("h2").class("govuk-heading-m").text(text).html()
}

fn value_html(value: &ValuePlan) -> String {
    let words = value.value.clone().unwrap_or_else(|| wizard::not_known_yet().to_owned());
    let row =
        SummaryRow { value: words.lines().map(str::to_owned).collect(), ..SummaryRow::new(value.label.clone(), "") };
    plain::summary_list(&SummaryListOptions::new(vec![row]))
}

fn question_html(question: &QuestionPlan, appearance: Appearance, carries: &Carries) -> String {
    let mut html = match field(question, appearance) {
        Field::Radios(options) => plain::radios(&options),
        Field::Checkboxes(options) => plain::checkboxes(&options),
        Field::Select(options) => plain::select(&options),
        Field::Search(options) => plain::search(&searched(question, options, &carries.searches)),
        Field::Text(options) => plain::text_input(&options),
        Field::LongText(options) => plain::textarea(&options),
        Field::Date(options) => plain::date_input(&options),
        Field::Nothing => String::new(),
    };
    html.push_str(&disagreement_html(question, appearance, carries));
    if question.options_wait {
        html.push_str(&paragraph(wizard::options_wait()));
    }
    for warning in &question.warnings {
        html.push_str(&plain::warning_text(&WarningTextOptions { text: warning.clone() }));
    }
    if question.stale && appearance.may_answer {
        let confirm = ButtonOptions::new(wizard::still_right()).kind(ButtonKind::Secondary);
        html.push_str(&plain::button(&confirm.sends("_do", format!("confirm {}", question.name))));
    }
    html
}

/// Several answers to choose from, and what could not be accepted.
fn disagreement_html(question: &QuestionPlan, appearance: Appearance, carries: &Carries) -> String {
    let mut html = String::new();
    if let Some((_, reason)) = carries.set_aside.iter().find(|(name, _)| *name == question.name) {
        html.push_str(&plain::inset_text(&InsetTextOptions { paragraphs: vec![disagreement::set_aside(*reason)] }));
    }
    let Some(contested) = carries.contested.iter().find(|contested| contested.name == question.name) else {
        return html;
    };
    let mut inside = String::new();
    for given in &contested.answers {
        inside.push_str(&paragraph(disagreement::sentence(given)));
        if let Some(number) = given.number.filter(|_| appearance.may_answer) {
            let take = ButtonOptions::new(wizard::use_this()).kind(ButtonKind::Secondary);
            inside.push_str(&plain::button(&take.sends("_do", format!("resolve {} {number}", question.name))));
        }
    }
    inside.push_str(&paragraph(wizard::write_another()));
    html + &Element::new("div").class("govuk-inset-text").markup(inside).html()
}

/// A search box without scripting: what was typed, and what it found.
fn searched(question: &QuestionPlan, options: SearchOptions, searches: &[(String, String)]) -> SearchOptions {
    let query = searches.iter().find(|(place, _)| *place == question.name).map(|(_, text)| text.clone());
    let choices: Vec<Choice> = query.as_ref().map_or_else(Vec::new, |query| search_choices(question, query));
    SearchOptions { query: query.unwrap_or_default(), choices, ..options }
}

fn kind(plan: &PagePlan, carries: &Carries, address_of: &dyn Fn(&interview::PageAt) -> String) -> String {
    match &plan.kind {
        PagePlanKind::Form => String::new(),
        PagePlanKind::List(list) => list_html(list, carries, address_of),
        PagePlanKind::Stop(causes) => stop_html(causes, carries, address_of),
        PagePlanKind::Check(check) => check
            .tasks
            .iter()
            .map(|task| {
                let rows = task.lines.iter().map(|line| line_row(line, carries, address_of)).collect();
                group_heading(&task.title) + &plain::summary_list(&SummaryListOptions::new(rows))
            })
            .collect(),
    }
}

fn stop_html(causes: &[SummaryLine], carries: &Carries, address_of: &dyn Fn(&interview::PageAt) -> String) -> String {
    let mut html = String::new();
    if !causes.is_empty() {
        html.push_str(&paragraph(wizard::because_of()));
        let rows = causes.iter().map(|line| line_row(line, carries, address_of)).collect();
        html.push_str(&plain::summary_list(&SummaryListOptions::new(rows)));
    }
    html.push_str(&plain::button(&ButtonOptions::link(wizard::to_task_list(), carries.application.clone())));
    html
}

fn line_row(line: &SummaryLine, carries: &Carries, address_of: &dyn Fn(&interview::PageAt) -> String) -> SummaryRow {
    let rows = if line.rows.is_empty() { String::new() } else { format!("{}: ", line.rows.join(", ")) };
    let label = format!("{rows}{}", line.label);
    let words = line.answer.clone().unwrap_or_else(|| wizard::held(line.held.name()).to_owned());
    let row = SummaryRow { value: words.lines().map(str::to_owned).collect(), ..SummaryRow::new(label.clone(), "") };
    match &line.page {
        Some(page) if carries.may_answer => {
            row.action(words::interface::change(), label.to_lowercase(), address_of(page))
        }
        _ => row,
    }
}

fn list_html(list: &ListPlan, carries: &Carries, address_of: &dyn Fn(&interview::PageAt) -> String) -> String {
    let mut html = String::new();
    if list.rows.is_empty() {
        html.push_str(&plain::inset_text(&InsetTextOptions { paragraphs: vec![wizard::nothing_added().to_owned()] }));
    } else {
        let rows = (1..)
            .zip(&list.rows)
            .map(|(number, row)| {
                let title = if row.title.is_empty() { wizard::row_number(number) } else { row.title.clone() };
                let state = if row.is_complete { "" } else { wizard::incomplete() };
                let line = SummaryRow::new(title.clone(), state);
                match row.pages.first() {
                    Some(page) => line.action(words::interface::change(), title, address_of(page)),
                    None => line,
                }
            })
            .collect();
        html.push_str(&plain::summary_list(&SummaryListOptions::new(rows)));
    }
    if !carries.may_answer {
        return html;
    }
    let button = |text: &str, kind: ButtonKind, action: String| {
        plain::button(&ButtonOptions::new(text).kind(kind).sends("_do", action))
    };
    let mut buttons = Vec::new();
    if list.is_open || list.rows.is_empty() {
        if list.may_add {
            let kind = if list.rows.is_empty() { ButtonKind::Primary } else { ButtonKind::Secondary };
            buttons.push(button(wizard::add_another(list.rows.is_empty()), kind, format!("add_row {}", list.name)));
        }
        if list.is_open && list.rows.len() >= list.min.unwrap_or(0) as usize {
            buttons.push(button(wizard::no_more(), ButtonKind::Primary, format!("close_list {}", list.name)));
        }
    } else {
        buttons.push(button(wizard::continue_on(), ButtonKind::Primary, "continue".to_owned()));
        buttons.push(button(wizard::add_more_after_all(), ButtonKind::Secondary, format!("reopen_list {}", list.name)));
    }
    html.push_str(&plain::button_group(&buttons));
    html.push_str(&row_buttons(list));
    html
}

/// Remove and *make first*, a small form of buttons under the list.
fn row_buttons(list: &ListPlan) -> String {
    let first = list.rows.first().map_or_else(String::new, |row| row.key.to_string());
    (1..)
        .zip(&list.rows)
        .map(|(number, row)| {
            let title = if row.title.is_empty() { wizard::row_number(number) } else { row.title.clone() };
            let mut group = vec![plain::button(
                &ButtonOptions::new(format!("{} {title}", wizard::remove()))
                    .kind(ButtonKind::Link)
                    .sends("_do", format!("remove_row {}", row.name)),
            )];
            if number > 1 {
                group.push(plain::button(
                    &ButtonOptions::new(format!("{} {title}", wizard::make_first()))
                        .kind(ButtonKind::Link)
                        .sends("_do", format!("move_row {} {first}", row.name)),
                ));
            }
            plain::button_group(&group)
        })
        .collect()
}
