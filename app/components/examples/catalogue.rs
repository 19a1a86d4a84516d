//! Writes one page with every component and its states, to look at: `catalogue <file to write> <style sheet>`.
//!
//! Leaves out judging it: that is for eyes, at 320, 390, 820 and 1,440 pixels.

use std::{env, fs, io};

use components::{plain, *};

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let (Some(file), Some(style)) = (arguments.next(), arguments.next()) else {
        return Err(io::Error::other("give the file to write and the style sheet"));
    };
    fs::write(file, page(&style, &arguments.next().unwrap_or_default()))
}

/// Writes the components of one part.
type Part = fn() -> Vec<String>;

/// The page; `part` narrows it to one part.
fn page(style: &str, part: &str) -> String {
    let parts: [(&str, Part); 7] = [
        ("wizard", wizard),
        ("controls", controls),
        ("choices", choices),
        ("texts", texts),
        ("lists", lists),
        ("review", review),
        ("record", record),
    ];
    let chosen = parts.iter().filter(|(name, _)| part.is_empty() || *name == part);
    let main: String = chosen
        .map(|(name, write)| {
            let title = plain::Element::new("h2").class("govuk-heading-l").text(name).html();
            format!("{title}{}", write().concat())
        })
        .collect();
    let body = plain::app_shell(&shell(), &plain::back_link(&BackLinkOptions::new("#")), &main);
    let style = plain::escape(style);
    format!(
        "<!DOCTYPE html><html lang=\"en\" class=\"govuk-template\"><head><meta charset=\"utf-8\"><title>Catalogue</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><link rel=\"stylesheet\" href=\"{style}\">\
         </head><body class=\"govuk-template__body\">{body}</body></html>"
    )
}

fn shell() -> AppShellOptions {
    AppShellOptions {
        header: HeaderOptions {
            service_name: "Rushcliffe".into(),
            home_href: "#".into(),
            navigation: vec![
                NavigationItem { is_current: true, ..NavigationItem::new("Applications", "#") },
                NavigationItem::new("For review", "#"),
                NavigationItem::new("Users", "#"),
            ],
            person: Some(SignedIn {
                name: "Ffion Gwyn-Jones".into(),
                detail: Some("Eastmoor office".into()),
                sign_out_action: "#".into(),
                hidden: Vec::new(),
            }),
        },
        banner: Some(PhaseBannerOptions::trial()),
        footer: FooterOptions {
            links: vec![("Accessibility".into(), "#".into()), ("Privacy".into(), "#".into())],
            note: Some("Rushcliffe, a service for providers of civil legal aid.".into()),
        },
        is_wide: false,
    }
}

fn wizard() -> Vec<String> {
    let status = |text: &str, tone| plain::status_line(&StatusLineOptions { text: text.into(), tone });
    vec![
        status("Saved 10:42", StatusTone::Saved),
        status("Saving", StatusTone::Saving),
        status("Not saved. We try again every few seconds; keep this page open.", StatusTone::Problem),
        plain::error_summary(&ErrorSummaryOptions::new(vec![
            Problem::at("client-birth-day", "Date of birth must include a year"),
            Problem::at("client-name", "Enter the client’s last name"),
        ])),
        plain::radios(&RadiosOptions::new(
            Control::new("client.partner", "Does your client live with a partner?")
                .heading()
                .hint("A partner is a husband, wife, civil partner, or someone they live with as a couple."),
            yes_no("Yes", "No"),
            "yes",
        )),
        plain::explanation(&ExplanationOptions {
            is_open: true,
            reasons: vec![Reason {
                law: Some("Civil Legal Aid (Financial Resources) Regulations 2013, regulation 16".into()),
                because: vec![Reason {
                    link: Some(("Change this answer".into(), "#".into())),
                    ..Reason::new("You said that your client lives with someone.")
                }],
                ..Reason::new("A partner’s income and capital count with the client’s.")
            }],
            ..ExplanationOptions::default()
        }),
        plain::button_group(&[
            plain::button(&ButtonOptions::new("Save and continue")),
            plain::button(&ButtonOptions::new("Save and come back later").kind(ButtonKind::Secondary)),
            plain::button(&ButtonOptions::new("Delete this row").kind(ButtonKind::Link)),
        ]),
        map(),
    ]
}

fn map() -> String {
    let stop = |title: &str, state, words: &str| JourneyStop {
        title: title.into(),
        href: (state != StopState::Possible).then(|| "#".into()),
        state,
        state_text: words.into(),
    };
    let section = |title: &str, detail: &str, state, stops| JourneySection {
        title: title.into(),
        detail: Some(detail.into()),
        state,
        stops,
    };
    plain::journey_map(&JourneyMapOptions {
        title: "Where you are".into(),
        remaining: Some("Between 6 and 14 pages left".into()),
        sections: vec![
            section("The client", "Done", StopState::Done, Vec::new()),
            section(
                "Proceedings",
                "2 of 4 done",
                StopState::Current,
                vec![
                    stop("Choose a proceeding", StopState::Done, "done"),
                    stop("Delegated functions", StopState::Current, "you are here"),
                    stop("Scope", StopState::Attention, "check again"),
                    stop("Cost limit", StopState::Possible, "may come"),
                ],
            ),
            section("Means", "Check again", StopState::Attention, Vec::new()),
            section("Merits", "To come", StopState::Ahead, Vec::new()),
            section("Evidence", "May come", StopState::Possible, Vec::new()),
        ],
    })
}

fn controls() -> Vec<String> {
    let medium = |place: &str, label: &str| Control::new(place, label).size(LabelSize::Medium);
    vec![
        plain::text_input(&TextInputOptions::new(
            medium("client.name", "Last name").error("Enter the client’s last name"),
            "",
        )),
        plain::text_input(&TextInputOptions {
            kind: TextInputKind::Decimal,
            width: InputWidth::Ten,
            prefix: Some("£".into()),
            suffix: Some("a month".into()),
            ..TextInputOptions::new(medium("means.rent", "Rent").hint("Before any housing benefit"), "1,250.50")
        }),
        plain::text_input(&TextInputOptions {
            width: InputWidth::Ten,
            has_extra_letter_spacing: true,
            kind: TextInputKind::Name,
            ..TextInputOptions::new(medium("client.nino", "National Insurance number"), "QQ 12 34 56 C")
        }),
        plain::text_input(&TextInputOptions::new(
            medium("office", "Office").state(ControlState::ReadOnly),
            "Eastmoor, 1A234B",
        )),
        plain::text_input(&TextInputOptions::new(medium("off", "Not open yet").state(ControlState::Disabled), "")),
        plain::date_input(&DateInputOptions {
            faulty: vec![DatePart::Year],
            ..DateInputOptions::new(
                medium("client.birth", "Date of birth")
                    .hint("For example, 31 3 1980")
                    .error("Date of birth must include a year"),
                DateParts { day: "31".into(), month: "3".into(), year: String::new() },
            )
        }),
        plain::date_input(&DateInputOptions {
            is_month_only: true,
            ..DateInputOptions::new(medium("since", "Since when?"), DateParts::default())
        }),
        plain::textarea(&TextareaOptions {
            limit: Some(1_000),
            ..TextareaOptions::new(
                medium("why", "Why is this urgent?").hint("Say what happens before a full certificate."),
                "",
            )
        }),
        plain::select(&SelectOptions {
            prompt: Some("Choose a court".into()),
            ..SelectOptions::new(
                medium("court", "Court"),
                vec![Choice::new("a", "Family Court at Leeds"), Choice::new("b", "Family Court at York")],
                "",
            )
        }),
        plain::search(&SearchOptions {
            control: medium("proc.code", "Choose a proceeding").hint("Type words or a code, like “child” or “DA004”"),
            query: "order".into(),
            choices: vec![
                Choice::new("DA004", "Non-molestation order").hint("Domestic abuse · DA004"),
                Choice::new("SE014", "Child arrangements order (residence)").hint("Section 8 orders · SE014"),
            ],
            value: "PB003".into(),
            value_text: "Care order".into(),
        }),
        open_list(),
    ]
}

/// The open list of the search as the browser draws it.
fn open_list() -> String {
    let option = |class: &str, text: &str, detail: &str| {
        plain::Element::new("li")
            .class(class)
            .attribute("role", "option")
            .child(plain::Element::new("span").class("app-search__text").text(text))
            .child(plain::Element::new("span").class("app-search__detail").text(detail))
    };
    let list = plain::Element::new("ul")
        .class("app-search__list")
        .attribute("role", "listbox")
        .child(option("app-search__option", "Non-molestation order", "Domestic abuse · DA004"))
        .child(option("app-search__option app-search__option--active", "Occupation order", "Domestic abuse · DA005"));
    let input = plain::Element::new("input").class("govuk-input app-search__input").attribute("value", "order");
    let around = plain::Element::new("div").class("app-search__box").child(input).child(list);
    // Room for the list, which lies over what follows.
    let room = plain::Element::new("div").class("govuk-!-margin-bottom-9 govuk-!-padding-bottom-9").child(around);
    plain::Element::new("div").class("app-search govuk-!-padding-bottom-9").child(room).html()
}

fn choices() -> Vec<String> {
    let list = || {
        vec![
            Choice::new("a", "Income Support"),
            Choice::new("b", "Universal Credit").hint("Also when it is paid to a partner"),
            Choice::new("c", "Guarantee Credit").disabled(),
            Choice::new("none", "None of these").after_divider("or").exclusive(),
        ]
    };
    let control = |place: &str| Control::new(place, "Which benefits does your client receive?").size(LabelSize::Medium);
    vec![
        plain::radios(&RadiosOptions::new(control("r").error("Select which benefit"), list(), "b")),
        plain::radios(&RadiosOptions {
            is_inline: true,
            ..RadiosOptions::new(Control::new("i", "Is it urgent?").size(LabelSize::Small), yes_no("Yes", "No"), "")
        }),
        plain::checkboxes(&CheckboxesOptions::new(
            control("c").hint("Select all that apply"),
            list(),
            vec!["b".into()],
        )),
        plain::checkboxes(&CheckboxesOptions::confirm(
            Control::new("ok", "I have read this declaration to the client").error("Confirm that you have read it"),
            false,
        )),
        plain::radios(&RadiosOptions {
            is_small: true,
            ..RadiosOptions::new(Control::new("f", "Show").size(LabelSize::Small), yes_no("All", "Mine"), "yes")
        }),
    ]
}

fn texts() -> Vec<String> {
    let text = "Delegated functions were used on 16 November 2026. Submit within 5 working days.";
    let mut tags: Vec<String> = Vec::new();
    for (name, colour) in [
        ("In progress", TagColour::Blue),
        ("Not started", TagColour::Grey),
        ("Approved", TagColour::Green),
        ("For review", TagColour::Purple),
        ("Under way", TagColour::Teal),
        ("Sent back", TagColour::Magenta),
        ("Late", TagColour::Red),
        ("Due soon", TagColour::Orange),
        ("Check again", TagColour::Yellow),
    ] {
        tags.push(plain::tag(&TagOptions::new(name, colour)));
        tags.push(" ".to_owned());
    }
    vec![
        plain::breadcrumbs(&BreadcrumbsOptions {
            items: vec![("Applications".into(), Some("#".into())), ("L-K7MQ-2".into(), None)],
        }),
        plain::notification_banner(&NotificationBannerOptions {
            text: text.into(),
            link: Some(("See the deadline".into(), "#".into())),
            ..NotificationBannerOptions::default()
        }),
        plain::notification_banner(&NotificationBannerOptions {
            text: "Sent for review.".into(),
            is_success: true,
            id: Some("done".into()),
            ..NotificationBannerOptions::default()
        }),
        plain::panel(&PanelOptions {
            title: "Application submitted".into(),
            lines: vec!["Your reference".into()],
            reference: Some("L-K7MQ-2".into()),
        }),
        plain::inset_text(&InsetTextOptions { paragraphs: vec![text.into()] }),
        plain::warning_text(&WarningTextOptions { text: text.into() }),
        plain::details(&DetailsOptions {
            summary: "What counts as urgent".into(),
            paragraphs: vec![text.into(), text.into()],
            is_open: true,
            ..DetailsOptions::default()
        }),
        tags.concat(),
    ]
}

fn lists() -> Vec<String> {
    vec![tasks(), table(), applications(), pages(), summary()]
}

fn summary() -> String {
    plain::summary_list(&SummaryListOptions::new(vec![
        SummaryRow::new("Last name", "Gwyn-Jones").action("Change", "last name", "#"),
        SummaryRow {
            tag: Some(TagOptions::new("Check again", TagColour::Yellow)),
            ..SummaryRow::new("Rent", "£1,250.50 a month").action("Change", "rent", "#")
        },
        SummaryRow {
            value: vec!["4 Mill Lane".into(), "Eastmoor".into(), "ZZ1 1ZZ".into()],
            ..SummaryRow::new("Home address", "").action("Change", "home address", "#").action(
                "Remove",
                "home address",
                "#",
            )
        },
        SummaryRow::new("Reference", "L-K7MQ-2"),
    ]))
}

fn tasks() -> String {
    let item = |title: &str, hint: Option<&str>, status: TaskStatus| TaskItem {
        title: title.into(),
        href: (!matches!(status, TaskStatus::CannotStart(_))).then(|| "#".into()),
        hint: hint.map(str::to_owned),
        status,
    };
    let tag = |text: &str, colour| TaskStatus::Tag(TagOptions::new(text, colour));
    plain::task_sections(&[
        TaskSection {
            heading: "The client".into(),
            progress: Some("2 of 3 tasks done".into()),
            tasks: TaskListOptions {
                id_prefix: "client".into(),
                items: vec![
                    item("Name and date of birth", None, TaskStatus::Done("Done".into())),
                    item("Address", None, TaskStatus::Done("Done".into())),
                    item("Partner", Some("Depends on whom the client lives with"), tag("In progress", TagColour::Blue)),
                ],
            },
        },
        TaskSection {
            heading: "Means".into(),
            progress: None,
            tasks: TaskListOptions {
                id_prefix: "means".into(),
                items: vec![
                    item("Income", None, tag("Check again", TagColour::Yellow)),
                    item("Capital", None, TaskStatus::CannotStart("Cannot start yet".into())),
                ],
            },
        },
    ])
}

fn table() -> String {
    let row = |name: &str, month: &str, year: &str| {
        vec![TableCell::new(name), TableCell::numeric(month), TableCell::numeric(year)]
    };
    plain::table(&TableOptions {
        caption: "Disposable income".into(),
        caption_size: LabelSize::Medium,
        head: row("", "A month", "A year"),
        rows: vec![row("Earnings", "£1,400.00", "£16,800.00"), row("Rent", "−£545.00", "−£6,540.00")],
        is_first_cell_head: true,
    })
}

fn applications() -> String {
    let row = |title: &str, reference: &str, office: &str, tag: TagOptions, due: &str| ApplicationRow {
        title: title.into(),
        detail: Some(reference.into()),
        href: "#".into(),
        cells: vec![ApplicationCell::Text(office.into()), ApplicationCell::Tag(tag), ApplicationCell::Text(due.into())],
    };
    plain::application_table(&ApplicationTableOptions {
        caption: "Applications".into(),
        columns: ["Client", "Office", "State", "Last changed"].map(str::to_owned).to_vec(),
        rows: vec![
            row(
                "Ffion Gwyn-Jones",
                "L-K7MQ-2",
                "Eastmoor",
                TagOptions::new("Draft", TagColour::Grey),
                "18 November 2026, 10:42",
            ),
            row(
                "Bartholomew Featherstonehaugh-Cholmondeley",
                "L-B2XD-9",
                "Port Wenn",
                TagOptions::new("For review", TagColour::Purple),
                "17 November 2026",
            ),
        ],
        ..ApplicationTableOptions::default()
    })
}

fn pages() -> String {
    let link = |href: &str| Some(PaginationLink { href: href.into(), ..PaginationLink::default() });
    let part = |number, is_current| PaginationItem::Part { number, href: "#".into(), is_current };
    plain::pagination(&PaginationOptions {
        previous: link("#"),
        next: link("#"),
        items: vec![
            part(1, false),
            PaginationItem::Gap,
            part(6, true),
            part(7, false),
            PaginationItem::Gap,
            part(40, false),
        ],
    })
}

fn review() -> Vec<String> {
    let comment = |dealt| {
        plain::comment(&CommentOptions {
            author: "Rhys Penhaligon".into(),
            when: "18 November 2026, 16:05".into(),
            about: Some(("Proceedings: Delegated functions".into(), "#".into())),
            lines: vec![
                "Is this the date of the hearing or of the letter?".into(),
                "Please check against the file.".into(),
            ],
            is_dealt_with: dealt,
            ..CommentOptions::default()
        })
    };
    vec![
        plain::review_changes(&ReviewChangesOptions {
            changes: vec![
                ReviewChange {
                    question: "On what date were delegated functions used?".into(),
                    context: Some("Proceedings, Non-molestation order".into()),
                    before: Some("14 November 2026".into()),
                    after: Some("16 November 2026".into()),
                    by: Some("Ffion Gwyn-Jones, today at 10:42".into()),
                    href: Some("#".into()),
                },
                ReviewChange {
                    question: "Rent".into(),
                    after: Some("£1,250.50 a month".into()),
                    ..ReviewChange::default()
                },
            ],
            empty_text: String::new(),
        }),
        comment(false),
        comment(true),
        plain::button_group(&[
            plain::button(&ButtonOptions::new("Approve and submit")),
            plain::button(&ButtonOptions::new("Send back").kind(ButtonKind::Warning)),
        ]),
    ]
}

fn record() -> Vec<String> {
    let rows = SummaryListOptions::new(vec![
        SummaryRow::new("Last name", "Gwyn-Jones"),
        SummaryRow::new("Date of birth", "31 March 1980"),
    ]);
    vec![plain::record(&RecordOptions {
        title: "Application for civil legal aid".into(),
        caption: Some("L-K7MQ-2".into()),
        facts: vec![
            SummaryRow::new("Approved by", "Rhys Penhaligon, 18 November 2026, 16:20"),
            SummaryRow::new("Digest", "9f2c4e1a77b05d3c8e6612f4a9d0c35b7e21f8846ab93c0d5e17f2a46b8c9d01"),
        ],
        sections: vec![
            RecordSection { heading: "The client".into(), groups: vec![(None, rows.clone())] },
            RecordSection {
                heading: "Proceedings".into(),
                groups: vec![
                    (Some("Non-molestation order".into()), rows.clone()),
                    (Some("Occupation order".into()), rows),
                ],
            },
        ],
    })]
}
