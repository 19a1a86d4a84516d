//! One question alive: the component of its field options, fed by its plan, answering into the session.

use crate::wizard::disagreement;
use crate::wizard::fields::{Appearance, Field, date_parts, field, search_choices, typed};
use crate::wizard::live::Live;
use crate::wizard::live::typing::Typing;
use components::{
    Button, ButtonKind, ButtonOptions, Checkboxes, DateInput, DateParts, InsetText, InsetTextOptions, Radios, Search,
    Select, TextInput, Textarea, WarningText, WarningTextOptions,
};
use interview::plan::{Control, QuestionPlan};
use interview::value::Held;
use journal::Device;
use leptos::prelude::*;
use words::wizard;

/// Everything a field needs: its question now, how it is drawn now, and where answers go.
pub(super) struct Wired<D: 'static> {
    pub(super) question: Memo<Option<QuestionPlan>>,
    /// The options of its component, worked out once for all their parts.
    field: Memo<Option<Field>>,
    pub(super) appearance: Memo<Appearance>,
    live: Live<D>,
}

impl<D> Clone for Wired<D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D> Copy for Wired<D> {}

impl<D: Device + 'static> Wired<D> {
    /// A part of the field options as a signal; `otherwise` while the question is not there.
    fn part<T: Clone + Send + Sync + PartialEq + 'static>(self, part: fn(&Field) -> T, otherwise: T) -> Signal<T> {
        Memo::new(move |_| self.field.with(|field| field.as_ref().map_or_else(|| otherwise.clone(), part))).into()
    }

    pub(super) fn error(self) -> Signal<Option<String>> {
        self.part(|field| control_of(field).and_then(|control| control.error.clone()), None)
    }

    fn hint(self) -> Signal<Option<String>> {
        self.part(|field| control_of(field).and_then(|control| control.hint.clone()), None)
    }

    fn label(self) -> Signal<Option<String>> {
        self.part(|field| control_of(field).map(|control| control.label.clone()), None)
    }

    fn state(self) -> Signal<components::ControlState> {
        self.part(|field| control_of(field).map(|control| control.state).unwrap_or_default(), Default::default())
    }

    /// Answers with the parts of the control.
    pub(super) fn answer(self, parts: &[(&str, &str)], may_follow: bool) {
        let Some(question) = self.question.get_untracked() else { return };
        self.live.change(|session| session.answer(&question.at, question.control, parts, may_follow));
    }

    pub(super) fn leave(self) {
        self.live.change(super::session::Session::close_all);
    }
}

fn control_of(field: &Field) -> Option<&components::Control> {
    Some(match field {
        Field::Radios(options) => &options.control,
        Field::Checkboxes(options) => &options.control,
        Field::Select(options) => &options.control,
        Field::Search(options) => &options.control,
        Field::Text(options) => &options.control,
        Field::LongText(options) => &options.control,
        Field::Date(options) => &options.control,
        Field::Nothing => return None,
    })
}

/// A question with its field, warnings, and the button of a stale answer.
#[component]
pub(crate) fn LiveQuestion<D: Device + 'static>(
    /// The question now.
    question: Memo<Option<QuestionPlan>>,
    /// How it is drawn now.
    appearance: Memo<Appearance>,
    /// Where answers go.
    live: Live<D>,
) -> impl IntoView {
    let drawn = Memo::new(move |_| question.with(|question| Some(field(question.as_ref()?, appearance.get()))));
    let wired = Wired { question, field: drawn, appearance, live };
    let Some(first) = drawn.get_untracked() else { return ().into_any() };
    let is_stale =
        Memo::new(move |_| question.with(|question| question.as_ref().is_some_and(|question| question.stale)));
    let waits =
        Memo::new(move |_| question.with(|question| question.as_ref().is_some_and(|question| question.options_wait)));
    let warnings =
        Memo::new(move |_| question.with(|question| question.as_ref().map(|q| q.warnings.clone()).unwrap_or_default()));
    let confirm = Callback::new(move |()| {
        if let Some(question) = question.get_untracked() {
            live.change(|session| session.confirm(&question.at));
        }
    });
    view! {
        {control_view(wired, first)}
        <Disagreement wired/>
        {move || waits.get().then(|| view! { <p class="govuk-body">{wizard::options_wait()}</p> })}
        {move || {
            let warning = |text: String| view! { <WarningText options=WarningTextOptions { text }/> };
            warnings.get().into_iter().map(warning).collect_view()
        }}
        {move || {
            let options = ButtonOptions::new(wizard::still_right()).kind(ButtonKind::Secondary);
            (is_stale.get() && appearance.get().may_answer).then(|| view! { <Button options on_press=confirm/> })
        }}
    }
    .into_any()
}

/// Several answers to choose from, and what could not be accepted.
#[component]
fn Disagreement<D: Device + 'static>(wired: Wired<D>) -> impl IntoView {
    let Wired { question, appearance, live, .. } = wired;
    let aside = Memo::new(move |_| {
        // Hardly anything is ever set aside: no question is looked up before something is.
        if live.asides().get() == 0 {
            return None;
        }
        let reason = question.with(|question| {
            let question = question.as_ref()?;
            live.look(|session| session.set_aside(&question.at, &question.name)).flatten()
        });
        reason.map(disagreement::set_aside)
    });
    let given = Memo::new(move |_| {
        let answers = question.with(|question| {
            let question = question.as_ref().filter(|question| matches!(question.held, Held::Contested(_)));
            question.and_then(|question| live.look(|session| session.given_answers(&question.at)))
        });
        let answers = answers.unwrap_or_default();
        answers.iter().map(|given| (disagreement::sentence(given), given.number)).collect::<Vec<_>>()
    });
    let take = move |number: usize| {
        Callback::new(move |()| {
            if let Some(question) = question.get_untracked() {
                live.change(|session| session.resolve(&question.at, number));
            }
        })
    };
    let answer = move |(sentence, number): (String, Option<usize>)| {
        let number = number.filter(|_| appearance.get().may_answer);
        let button = number.map(|number| {
            let options = ButtonOptions { is_plain: true, ..ButtonOptions::new(wizard::use_this()) };
            view! { <Button options=options.kind(ButtonKind::Secondary) on_press=take(number)/> }
        });
        view! { <p class="govuk-body">{sentence}</p> {button} }
    };
    view! {
        {move || aside.get().map(|text| view! { <InsetText options=InsetTextOptions { paragraphs: vec![text] }/> })}
        {move || {
            let given = given.get();
            (!given.is_empty()).then(|| view! {
                <div class="govuk-inset-text">
                    {given.into_iter().map(answer).collect_view()}
                    <p class="govuk-body">{wizard::write_another()}</p>
                </div>
            })
        }}
    }
}

fn control_view<D: Device + 'static>(wired: Wired<D>, first: Field) -> AnyView {
    match first {
        Field::Search(options) => search_view(wired, options),
        Field::Date(options) => date_view(wired, options),
        Field::Text(options) => text_view(wired, options),
        Field::LongText(options) => long_text_view(wired, options),
        chosen => choice_view(wired, chosen),
    }
}

fn choice_view<D: Device + 'static>(wired: Wired<D>, chosen: Field) -> AnyView {
    match chosen {
        Field::Radios(options) => {
            let value = wired.part(
                |field| if let Field::Radios(radios) = field { radios.value.clone() } else { String::new() },
                String::new(),
            );
            let choices = wired.part(
                |field| if let Field::Radios(radios) = field { radios.choices.clone() } else { Vec::new() },
                Vec::new(),
            );
            let on_change = Callback::new(move |value: String| wired.answer(&[("", &value)], false));
            view! {
                <Radios options value choices on_change label=wired.label() hint=wired.hint() error=wired.error() state=wired.state()/>
            }
            .into_any()
        }
        Field::Select(options) => {
            let value = wired.part(
                |field| if let Field::Select(select) = field { select.value.clone() } else { String::new() },
                String::new(),
            );
            let choices = wired.part(
                |field| if let Field::Select(select) = field { select.choices.clone() } else { Vec::new() },
                Vec::new(),
            );
            let on_change = Callback::new(move |value: String| wired.answer(&[("", &value)], false));
            view! {
                <Select options value choices on_change label=wired.label() hint=wired.hint() error=wired.error() state=wired.state()/>
            }
            .into_any()
        }
        Field::Checkboxes(options) => {
            let value = wired.part(
                |field| if let Field::Checkboxes(boxes) = field { boxes.values.clone() } else { Vec::new() },
                Vec::new(),
            );
            let choices = wired.part(
                |field| if let Field::Checkboxes(boxes) = field { boxes.choices.clone() } else { Vec::new() },
                Vec::new(),
            );
            let on_change = Callback::new(move |values: Vec<String>| {
                let parts: Vec<(&str, &str)> = values.iter().map(|value| ("", value.as_str())).collect();
                wired.answer(&parts, false);
            });
            view! {
                <Checkboxes options value choices on_change label=wired.label() hint=wired.hint() error=wired.error() state=wired.state()/>
            }
            .into_any()
        }
        _ => ().into_any(),
    }
}

fn text_view<D: Device + 'static>(wired: Wired<D>, options: components::TextInputOptions) -> AnyView {
    let typing = Typing::new(wired, String::new(), typed);
    let (on_input, on_left) = typing.text();
    let (value, error) = (typing.value, typing.error());
    let offers =
        wired.part(|field| if let Field::Text(text) = field { text.offers.clone() } else { Vec::new() }, Vec::new());
    view! {
        <TextInput options value offers on_input on_change=on_left on_blur=on_left label=wired.label() hint=wired.hint() error state=wired.state()/>
    }
    .into_any()
}

fn long_text_view<D: Device + 'static>(wired: Wired<D>, options: components::TextareaOptions) -> AnyView {
    let typing = Typing::new(wired, String::new(), typed);
    let (on_input, on_left) = typing.text();
    let (value, error) = (typing.value, typing.error());
    view! {
        <Textarea options value on_input on_change=on_left on_blur=on_left label=wired.label() hint=wired.hint() error state=wired.state()/>
    }
    .into_any()
}

fn date_view<D: Device + 'static>(wired: Wired<D>, options: components::DateInputOptions) -> AnyView {
    let typing = Typing::new(wired, DateParts::default(), date_parts);
    let answer = move |parts: &DateParts| {
        wired.answer(&[("day", &parts.day), ("month", &parts.month), ("year", &parts.year)], true);
    };
    let on_input = Callback::new(move |parts: DateParts| typing.typed(parts, answer));
    let on_blur = Callback::new(move |parts: DateParts| typing.left(&parts, answer));
    let (value, error) = (typing.value, typing.error());
    view! {
        <DateInput options value on_input on_blur label=wired.label() hint=wired.hint() error state=wired.state()/>
    }
    .into_any()
}

fn search_view<D: Device + 'static>(wired: Wired<D>, options: components::SearchOptions) -> AnyView {
    let query = RwSignal::new(String::new());
    let choices = Memo::new(move |_| {
        wired
            .question
            .with(|question| question.as_ref().map_or_else(Vec::new, |question| search_choices(question, &query.get())))
    });
    let value_text = wired.part(
        |field| if let Field::Search(search) = field { search.value_text.clone() } else { String::new() },
        String::new(),
    );
    let on_input = Callback::new(move |text: String| query.set(text));
    let on_change = Callback::new(move |value: String| wired.answer(&[("", &value)], false));
    let on_blur = Callback::new(move |text: String| {
        let Some(question) = wired.question.get_untracked() else { return };
        if let Some(option) = questionnaire::typed::find_option(&question.options, &text)
            && question.control == Control::Search(false)
        {
            wired.answer(&[("", &option)], false);
        }
    });
    view! {
        <Search options choices value_text on_input on_change on_blur label=wired.label() hint=wired.hint() error=wired.error() state=wired.state()/>
    }
    .into_any()
}
