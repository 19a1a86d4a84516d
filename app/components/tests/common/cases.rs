//! Every component in its states, written both ways.

use components::{plain, *};
use leptos::prelude::*;

/// One component in one state.
pub struct Case {
    pub name: &'static str,
    pub plain: String,
    pub leptos: String,
}

fn rendered<V: IntoView>(view: impl FnOnce() -> V) -> String {
    Owner::new().with(|| view().into_view().to_html())
}

macro_rules! cases {
    ($($name:literal: $component:ident, $function:ident, $options:expr;)*) => {
        vec![$({
            let options = $options;
            Case {
                name: $name,
                plain: plain::$function(&options),
                leptos: rendered(move || view! { <$component options /> }),
            }
        }),*]
    };
}

/// All cases, with `text` in every place that takes a text from outside.
pub fn all(text: &str) -> Vec<Case> {
    let mut cases = controls(text);
    cases.extend(static_ones(text));
    cases.extend(ours(text));
    cases
}

fn bare(text: &str) -> Control {
    Control::new("proc[018f-7a].proc_df_date", text)
}

fn full(text: &str) -> Control {
    Control::new(format!("client.{text}"), text).heading().hint(text).error(text)
}

fn choices(text: &str) -> Vec<Choice> {
    vec![
        Choice::new("first", text),
        Choice::new(text, text).hint(text),
        Choice::new("third", text).disabled(),
        Choice::new("none", text).after_divider(text).exclusive(),
    ]
}

fn controls(text: &str) -> Vec<Case> {
    let owned = text.to_owned();
    let date = DateParts { day: owned.clone(), month: "3".into(), year: String::new() };
    cases! {
        "text_input": TextInput, text_input, TextInputOptions::new(bare(text), "");
        "text_input full": TextInput, text_input, TextInputOptions {
            kind: TextInputKind::Decimal, width: InputWidth::Ten, prefix: Some(owned.clone()), suffix: Some(owned.clone()),
            has_extra_letter_spacing: true, ..TextInputOptions::new(full(text), text)
        };
        "text_input read only": TextInput, text_input,
            TextInputOptions::new(bare(text).size(LabelSize::Medium).state(ControlState::ReadOnly), text);
        "text_input disabled": TextInput, text_input, TextInputOptions::new(bare(text).state(ControlState::Disabled), text);
        "text_input password": TextInput, text_input,
            TextInputOptions { kind: TextInputKind::Password, ..TextInputOptions::new(bare(text), text) };
        "text_input offers": TextInput, text_input,
            TextInputOptions { offers: vec![owned.clone(), "Other".into()], ..TextInputOptions::new(bare(text), text) };
        "textarea": Textarea, textarea, TextareaOptions::new(bare(text), "");
        "textarea full": Textarea, textarea,
            TextareaOptions { rows: 8, limit: Some(500), ..TextareaOptions::new(full(text), "") };
        "textarea read only": Textarea, textarea, TextareaOptions::new(bare(text).state(ControlState::ReadOnly), "");
        "radios": Radios, radios, RadiosOptions::new(bare(text), choices(text), "");
        "radios full": Radios, radios, RadiosOptions::new(full(text), choices(text), text);
        "radios inline": Radios, radios,
            RadiosOptions { is_inline: true, is_small: true, ..RadiosOptions::new(bare(text), yes_no("Yes", "No"), "no") };
        "radios without legend": Radios, radios, RadiosOptions::new(bare("").hint(text), choices(text), "first");
        "radios closed": Radios, radios, RadiosOptions::new(bare(text).state(ControlState::ReadOnly), choices(text), "first");
        "checkboxes": Checkboxes, checkboxes, CheckboxesOptions::new(bare(text), choices(text), Vec::new());
        "checkboxes full": Checkboxes, checkboxes,
            CheckboxesOptions::new(full(text), choices(text), vec!["first".into(), owned.clone()]);
        "checkboxes confirm": Checkboxes, checkboxes, CheckboxesOptions::confirm(full(text), true);
        "date_input": DateInput, date_input, DateInputOptions::new(bare(text), DateParts::default());
        "date_input full": DateInput, date_input, DateInputOptions::new(full(text), date.clone());
        "date_input year at fault": DateInput, date_input,
            DateInputOptions { faulty: vec![DatePart::Year], ..DateInputOptions::new(full(text), date.clone()) };
        "date_input month": DateInput, date_input,
            DateInputOptions { is_month_only: true, ..DateInputOptions::new(bare(text), date.clone()) };
        "date_input disabled": DateInput, date_input,
            DateInputOptions::new(bare(text).state(ControlState::Disabled), date);
        "select": Select, select, SelectOptions::new(bare(text), choices(text), "");
        "select full": Select, select, SelectOptions { prompt: Some(owned), ..SelectOptions::new(full(text), choices(text), text) };
        "select closed": Select, select, SelectOptions::new(bare(text).state(ControlState::ReadOnly), choices(text), "first");
        "button": Button, button, ButtonOptions::new(text);
        "button full": Button, button, ButtonOptions {
            form_action: Some(text.into()), is_disabled: true, ..ButtonOptions::new(text).kind(ButtonKind::Warning).sends("go", text)
        };
        "button plain": Button, button, ButtonOptions { is_plain: true, ..ButtonOptions::new(text).kind(ButtonKind::Link) };
        "button link": Button, button, ButtonOptions::link(text, text).kind(ButtonKind::Secondary);
        "error_summary": ErrorSummary, error_summary, ErrorSummaryOptions::new(vec![
            Problem::at("client-name", text), Problem { text: text.into(), href: None },
        ]);
        "label": Label, label, LabelOptions { text: text.into(), for_id: Some("a".into()), ..Default::default() };
        "label heading": Label, label,
            LabelOptions { text: text.into(), size: LabelSize::ExtraLarge, is_heading: true, ..Default::default() };
        "hint": Hint, hint, HintOptions { id: Some(text.into()), text: text.into(), class: Some(text.into()) };
        "error_message": ErrorMessage, error_message, ErrorMessageOptions { id: None, text: text.into() };
    }
}

fn static_ones(text: &str) -> Vec<Case> {
    let owned = text.to_owned();
    let pair = (owned.clone(), owned.clone());
    let tag = TagOptions::new(text, TagColour::Yellow);
    let row = SummaryRow::new(text, text);
    let link = PaginationLink { href: owned.clone(), text: None, label: None };
    let labelled = PaginationLink { text: Some(owned.clone()), label: Some(owned.clone()), ..link.clone() };
    let item = |href, hint, status| TaskItem { title: text.into(), href, hint, status };
    let cells = || vec![TableCell::new(text), TableCell::numeric(text)];
    cases! {
        "summary_list": SummaryList, summary_list, SummaryListOptions::new(vec![row.clone()]);
        "summary_list full": SummaryList, summary_list, SummaryListOptions::new(vec![
            row.clone().action(text, text, text),
            row.clone().action(text, text, text).action(text, "", text),
            SummaryRow { tag: Some(tag.clone()), place: Some(owned.clone()), ..row.clone() },
            SummaryRow { value: vec![owned.clone(), owned.clone()], ..row.clone() },
            SummaryRow { value: Vec::new(), ..row.clone() },
        ]);
        "summary_list no border": SummaryList, summary_list,
            SummaryListOptions { is_borderless: true, rows: vec![row] };
        "task_list": TaskList, task_list, TaskListOptions { id_prefix: owned.clone(), items: vec![
            item(Some(owned.clone()), None, TaskStatus::Done(owned.clone())),
            item(Some(owned.clone()), Some(owned.clone()), TaskStatus::Tag(tag.clone())),
            item(None, Some(owned.clone()), TaskStatus::CannotStart(owned.clone())),
        ] };
        "inset_text": InsetText, inset_text, InsetTextOptions { paragraphs: vec![owned.clone()] };
        "inset_text paragraphs": InsetText, inset_text, InsetTextOptions { paragraphs: vec![owned.clone(), owned.clone()] };
        "warning_text": WarningText, warning_text, WarningTextOptions { text: owned.clone() };
        "details": Details, details, DetailsOptions { summary: owned.clone(), paragraphs: vec![owned.clone()], ..Default::default() };
        "details open": Details, details, DetailsOptions {
            id: Some(owned.clone()), summary: owned.clone(), paragraphs: vec![owned.clone(), owned.clone()], is_open: true,
        };
        "notification_banner": NotificationBanner, notification_banner,
            NotificationBannerOptions { text: owned.clone(), ..Default::default() };
        "notification_banner full": NotificationBanner, notification_banner, NotificationBannerOptions {
            title: Some(owned.clone()), text: owned.clone(), paragraphs: vec![owned.clone()], link: Some(pair.clone()),
            is_success: true, id: Some(owned.clone()),
        };
        "tag": Tag, tag, tag;
        "back_link": BackLink, back_link, BackLinkOptions::new(text);
        "breadcrumbs": Breadcrumbs, breadcrumbs,
            BreadcrumbsOptions { items: vec![(owned.clone(), Some(owned.clone())), (owned.clone(), None)] };
        "skip_link": SkipLink, skip_link, SkipLinkOptions { text: Some(owned.clone()), href: None };
        "phase_banner": PhaseBanner, phase_banner, PhaseBannerOptions { tag: owned.clone(), text: owned.clone() };
        "header": Header, header, header(text);
        "header bare": Header, header, HeaderOptions { service_name: owned.clone(), ..Default::default() };
        "footer": Footer, footer, FooterOptions { links: vec![pair], note: Some(owned.clone()) };
        "table": Table, table, TableOptions { rows: vec![cells()], ..Default::default() };
        "table full": Table, table, TableOptions {
            caption: owned.clone(), caption_size: LabelSize::Medium, head: cells(), rows: vec![cells(), cells()],
            is_first_cell_head: true,
        };
        "pagination": Pagination, pagination, PaginationOptions {
            previous: Some(link.clone()), next: Some(link),
            items: vec![
                PaginationItem::Part { number: 1, href: owned.clone(), is_current: true },
                PaginationItem::Gap,
                PaginationItem::Part { number: 9, href: owned.clone(), is_current: false },
            ],
        };
        "pagination block": Pagination, pagination,
            PaginationOptions { previous: Some(labelled.clone()), next: Some(labelled), items: Vec::new() };
        "panel": Panel, panel, PanelOptions {
            title: owned.clone(), lines: vec![owned.clone(), owned.clone()], reference: Some(owned),
        };
        "panel bare": Panel, panel, PanelOptions { title: text.into(), lines: Vec::new(), reference: Some(text.into()) };
    }
}

fn header(text: &str) -> HeaderOptions {
    HeaderOptions {
        service_name: text.into(),
        home_href: text.into(),
        navigation: vec![
            NavigationItem::new(text, text),
            NavigationItem { is_current: true, ..NavigationItem::new(text, text) },
        ],
        person: Some(SignedIn {
            name: text.into(),
            detail: Some(text.into()),
            sign_out_action: text.into(),
            hidden: vec![(text.into(), text.into())],
        }),
    }
}

fn ours(text: &str) -> Vec<Case> {
    let owned = text.to_owned();
    let pair = (owned.clone(), owned.clone());
    let tag = TagOptions::new(text, TagColour::Green);
    let reason = Reason { law: Some(owned.clone()), link: Some(pair.clone()), ..Reason::new(text) };
    let change = ReviewChange { question: owned.clone(), ..Default::default() };
    let stop = |href, state| JourneyStop { title: text.into(), href, state, state_text: text.into() };
    let rows = SummaryListOptions::new(vec![SummaryRow::new(text, text)]);
    let mut cases = cases! {
        "application_table": ApplicationTable, application_table, ApplicationTableOptions {
            caption: owned.clone(), is_caption_hidden: true, columns: vec![owned.clone(), owned.clone(), owned.clone()],
            rows: vec![ApplicationRow {
                title: owned.clone(), detail: Some(owned.clone()), href: owned.clone(),
                cells: vec![ApplicationCell::Text(owned.clone()), ApplicationCell::Tag(tag)],
            }],
            empty_text: String::new(),
        };
        "application_table empty": ApplicationTable, application_table,
            ApplicationTableOptions { empty_text: owned.clone(), ..Default::default() };
        "comment": Comment, comment, CommentOptions {
            id: Some(owned.clone()), author: owned.clone(), when: owned.clone(), datetime: Some(owned.clone()),
            about: Some(pair), lines: vec![owned.clone(), owned.clone()], is_dealt_with: true,
        };
        "explanation": Explanation, explanation, ExplanationOptions {
            reasons: vec![Reason { because: vec![reason.clone(), Reason::new(text)], ..reason }], ..Default::default()
        };
        "journey_map": JourneyMap, journey_map, JourneyMapOptions {
            title: owned.clone(), remaining: Some(owned.clone()),
            sections: vec![
                JourneySection { title: owned.clone(), detail: Some(owned.clone()), state: StopState::Current, stops: vec![
                    stop(Some(owned.clone()), StopState::Current), stop(None, StopState::Possible),
                ] },
                JourneySection { title: owned.clone(), ..Default::default() },
            ],
        };
        "record": Record, record, RecordOptions {
            title: owned.clone(), caption: Some(owned.clone()), facts: rows.rows.clone(),
            sections: vec![RecordSection {
                heading: owned.clone(), groups: vec![(Some(owned.clone()), rows.clone()), (None, rows)],
            }],
        };
        "review_changes": ReviewChanges, review_changes, ReviewChangesOptions {
            changes: vec![
                change.clone(),
                ReviewChange {
                    context: Some(owned.clone()), before: Some(owned.clone()), after: Some(owned.clone()),
                    by: Some(owned.clone()), href: Some(owned.clone()), ..change
                },
            ],
            empty_text: String::new(),
        };
        "review_changes empty": ReviewChanges, review_changes,
            ReviewChangesOptions { empty_text: owned.clone(), ..Default::default() };
        "status_line": StatusLine, status_line, StatusLineOptions { text: owned.clone(), tone: StatusTone::Saved };
    };
    cases.push(sections(text));
    cases.push(shell(text));
    cases
}

fn sections(text: &str) -> Case {
    let item =
        TaskItem { title: text.into(), href: Some(text.into()), hint: None, status: TaskStatus::Done(text.into()) };
    let tasks = TaskListOptions { id_prefix: "client".into(), items: vec![item] };
    let sections = vec![
        TaskSection { heading: text.into(), progress: Some(text.into()), tasks },
        TaskSection { heading: text.into(), progress: None, tasks: TaskListOptions::default() },
    ];
    Case {
        name: "task_sections",
        plain: plain::task_sections(&sections),
        leptos: rendered(move || view! { <TaskSections sections /> }),
    }
}

fn shell(text: &str) -> Case {
    let options = AppShellOptions {
        header: header(text),
        banner: Some(PhaseBannerOptions::trial()),
        footer: FooterOptions { links: Vec::new(), note: Some(text.into()) },
        is_wide: true,
    };
    let back = BackLinkOptions::new(text);
    let (inset, inner) = (InsetTextOptions { paragraphs: vec![text.into()] }, back.clone());
    Case {
        name: "app_shell",
        plain: plain::app_shell(&options, &plain::back_link(&back), &plain::inset_text(&inset)),
        leptos: rendered(move || {
            let before = move || view! { <BackLink options=inner.clone() /> };
            view! {
                <AppShell options before>
                    <InsetText options=inset />
                </AppShell>
            }
        }),
    }
}
