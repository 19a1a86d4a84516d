//! The hardest cases of engine.md section 15 that are about answers, options and ways; those about rows stand in
//! `hard_rows.rs`, cycles in interview-build.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::{Played, compile, define, leaves, made, value};
use interview::change::{Change, ChangeKind};
use interview::navigate::{Nav, Step, back, change, next};
use interview::value::{Held, Read, Three, Value};
use interview::{Aspect, Draft, ProblemKind, Status};
use serde_json::json;

fn yes() -> Read {
    Read::Value(Value::YesNo(true))
}

/// Proceedings, merits that were judged on them, and means that have nothing to do with them.
fn application() -> Played {
    Played::open(&define(
        "derive total money \"sum(proc: cost)\"
         repeat proc min=1 { row-title \"{name}\" }
         task proceedings \"Proceedings\" {
           each proc { page proc_page \"Proceeding\" {
             question name text max=30 { ask \"What is it called?\"; }
             question cost money { ask \"What will it cost?\"; }
           } }
           list procs \"Proceedings\" of=proc
         }
         task merits \"Merits\" { page merits_page \"Merits\" {
           question prospects choice { ask \"What are the prospects?\"; recheck proc; option good \"Good\"; option poor \"Poor\"; }
           question worth yes_no { ask \"Is it worth £{total|0}?\"; recheck total; }
           question statement text max=100 { ask \"What happened?\"; }
         } }
         task means \"Means\" { page means_page \"Income\" {
           question income money { ask \"What is the income?\"; }
         } }",
    ))
}

fn filled_application() -> Played {
    let mut played = application();
    played.add("proc[a]").set("proc[a].name", "Contact").set("proc[a].cost", "100.00").close("proc");
    played.set("prospects", "good").set("worth", "yes").set("statement", "It happened.").set("income", "12.00");
    assert!(played.draft.is_submittable(), "{:?}", played.blockers());
    played
}

#[test]
fn hard_01_upstream_change_keeps_answers() {
    let mut played = filled_application();
    let before = played.draft.answers().items;
    let income = (played.read("income"), played.task("means"));
    played.add("proc[b]");
    let stale: Vec<String> = played.problems().into_iter().filter(|problem| problem.ends_with("stale")).collect();
    // What reads the rows is stale at once; what reads the total waits with it until the new cost is known.
    assert!(stale.contains(&"prospects stale".to_owned()), "{stale:?}");
    assert!(!stale.iter().any(|problem| problem.contains("statement") || problem.contains("income")), "{stale:?}");
    played.set("proc[b].name", "Residence").set("proc[b].cost", "50.00");
    assert!(played.draft.stale(&played.at("worth")) && played.draft.stale(&played.at("prospects")));
    assert!(!played.draft.stale(&played.at("statement")) && !played.draft.stale(&played.at("income")));
    let reason = interview::Claim::Problem(played.at("worth"), ProblemKind::Stale);
    let reason = serde_json::from_str(&played.draft.explain(&reason).unwrap().to_json()).unwrap();
    assert!(leaves(&reason).contains(&"proc[b].cost value answer".to_owned()), "{:?}", leaves(&reason));
    assert_eq!(income, (played.read("income"), played.task("means")));
    assert_eq!(played.task("merits"), Status::NeedsAttention);
    let after = played.draft.answers().items;
    assert!(before.iter().all(|(place, held)| after.get(place) == Some(held)), "nothing is lost");
    played.change("worth", ChangeKind::Confirm).change("prospects", ChangeKind::Confirm);
    assert!(played.draft.is_submittable(), "{:?}", played.blockers());
    played.told();
}

#[test]
fn hard_02_flip_and_flip_back() {
    let mut played = filled_application();
    let before = (played.told(), played.draft.answers());
    let cost = played.draft.answers().items[&played.at("proc[a].cost")].clone();
    played.set("proc[a].cost", "900.00");
    assert!(played.draft.stale(&played.at("worth")));
    assert_ne!(before.0, played.told());
    let back = Change {
        at: played.at("proc[a].cost"),
        kind: ChangeKind::Set(played.value("proc[a].cost", &json!("100.00"))),
        read: cost.read,
    };
    played.make(&back);
    assert_eq!(before, (played.told(), played.draft.answers()));
}

#[test]
fn hard_03_hidden_answer_never_steers() {
    for reversed in [false, true] {
        let mut played = Played::open(&compile(&made::chain(1_000, reversed)));
        for index in 0..1_000 {
            played.set(&format!("q{index}"), "yes");
        }
        let before = played.told();
        played.set("q0", "no");
        for index in [1, 2, 3, 500, 999] {
            let at = format!("q{index}");
            assert_eq!((played.relevant(&at), played.read(&at)), (Three::No, Read::Void), "{at}");
            assert_eq!(played.held(&at), Held::Value(Value::YesNo(true)), "{at} is held");
        }
        assert_eq!(played.changes.0.iter().filter(|changed| changed.aspects.contains(&Aspect::Relevance)).count(), 999);
        assert_eq!(played.path().len(), 1, "{:?}", played.path());
        assert_eq!(played.draft.unused().len(), 999);
        played.set("q0", "yes");
        assert_eq!(before, played.told());
    }
}

#[test]
fn hard_06_session_drop_mid_page() {
    let mut played = application();
    let mut digests = vec![played.draft.digest()];
    let steps: [(&str, ChangeKind); 8] = [
        ("proc[a]", ChangeKind::AddRow),
        ("proc[a].name", ChangeKind::Set(Value::Text("Contact".into()))),
        ("proc[a].cost", ChangeKind::Unparsed("a lot".into())),
        ("proc[a].cost", ChangeKind::Set(Value::Money("3.00".parse().unwrap()))),
        ("statement", ChangeKind::Set(Value::Text("It".into()))),
        ("proc", ChangeKind::CloseList),
        ("worth", ChangeKind::Set(Value::YesNo(true))),
        ("proc[b]", ChangeKind::AddRow),
    ];
    for (at, kind) in steps {
        played.change(at, kind);
        // What is held is all that is kept: the session ends here, and another opens on it.
        let resumed = Played::reopen(&played.draft.definition(), &played.draft.answers());
        assert_eq!(played.told(), resumed.told(), "{at}");
        assert!(!digests.contains(&resumed.draft.digest()), "{at} is in the digest");
        digests.push(resumed.draft.digest());
        played = resumed;
    }
}

fn nothings() -> Played {
    Played::open(&define(
        "derive is_known yes_no \"pet is known\"
         derive is_not yes_no \"not (pet is yes)\"
         derive is_declined yes_no \"pet is declined\"
         task t \"Task\" {
           page p \"Page\" {
             question asked yes_no { ask \"Is there a home?\"; }
             question pet yes_no { ask \"Is there a pet?\"; when \"asked\"; allow declined; }
           }
         }",
    ))
}

#[test]
fn hard_11_four_kinds_of_nothing() {
    let no = Read::Value(Value::YesNo(false));
    let mut played = nothings();
    played.set("asked", "yes");
    let told = |played: &Played| {
        let read = |at: &str| played.read(at);
        (read("is_known"), read("is_not"), read("is_declined"), played.status("p", &[]), played.draft.is_submittable())
    };
    // Unanswered: nothing is settled, nothing can be sent.
    assert_eq!(told(&played), (Read::Waiting, Read::Waiting, Read::Waiting, Status::InProgress, false));
    // No: a value like any other.
    played.set("pet", "no");
    assert_eq!(told(&played), (yes(), yes(), no.clone(), Status::Done, true));
    let said_no = played.draft.digest_lines();
    // Declined: settled without a value, and known to be declined.
    played.change("pet", ChangeKind::Decline);
    assert_eq!(told(&played), (no.clone(), yes(), yes(), Status::Done, true));
    let declined = played.draft.digest_lines();
    // Not applicable: void whatever is held, and no longer sent.
    played.set("asked", "no");
    assert_eq!(told(&played), (no.clone(), yes(), no, Status::Done, true));
    assert_eq!(played.held("pet"), Held::Declined);
    let hidden = played.draft.digest_lines();
    assert!(said_no != declined && said_no.len() == declined.len() && hidden.len() < declined.len());
}

#[test]
fn hard_12_option_disappears() {
    let mut played = Played::open(&define(
        "task t \"Task\" { page p \"Page\" {
           question is_adult yes_no { ask \"Is the client an adult?\"; }
           question part choice { ask \"What is the client's part?\"; option applicant \"Applicant\" { only \"is_adult\"; }; option child \"Child\"; }
           question why text max=20 { ask \"Why the applicant?\"; when \"part is applicant\"; }
         } }",
    ));
    played.set("is_adult", "yes").set("part", "applicant").set("why", "They are.");
    let before = played.told();
    played.set("is_adult", "no");
    assert_eq!(played.held("part"), Held::Value(Value::Choice("applicant".into())));
    assert_eq!((played.read("part"), played.relevant("why")), (Read::Waiting, Three::Unknown));
    assert_eq!(played.problems(), ["part option_gone"]);
    assert_eq!(played.aspect("part", Aspect::Options), json!(["child"]));
    assert_eq!(played.task("t"), Status::NeedsAttention);
    played.set("is_adult", "yes");
    assert_eq!(before, played.told());
}

#[test]
fn hard_14_one_definition_per_value() {
    let twice = "derive fee money \"£1\"\n derive fee money \"£2\"
                 task t \"Task\" { page p \"Page\" { question q yes_no { ask \"What?\"; } } }";
    let text = format!("interview made \"Made\" version=\"1\" {{\n{twice}\n}}\n");
    let source = interview_build::Source { name: "test.kdl".to_owned(), text };
    let outcome = interview_build::compile(&[source], &interview_build::NoTables);
    let codes: Vec<&str> = outcome.diagnostics.iter().map(|found| found.code.name()).collect();
    assert!(outcome.definition.is_none() && codes == ["D302"], "{codes:?}");

    let mut played = Played::open(&define(
        "derive worked_out money \"hours * £10\"
         derive fee money \"own_fee or else worked_out\"
         task t \"Task\" { page p \"Page\" {
           question hours count { ask \"How many hours?\"; }
           question own_fee money { ask \"What is the fee, if it is another?\"; optional; }
         } }",
    ));
    played.set("hours", 3).continue_page("p", &[]);
    assert_eq!(played.aspect("fee", Aspect::Value), value("30.00"));
    played.set("own_fee", "25.00");
    assert_eq!(played.aspect("fee", Aspect::Value), value("25.00"));
    assert_eq!(played.aspect("worked_out", Aspect::Value), value("30.00"));
    let fee = played.explain("fee", Aspect::Value);
    assert_eq!(leaves(&fee), ["own_fee value answer"]);
    assert!(fee["words"].as_str().unwrap().contains("worked_out"), "{}", fee["words"]);
    assert_eq!(leaves(&played.explain("worked_out", Aspect::Value)), ["hours value answer"]);
}

#[test]
fn hard_16_status_follows_truth() {
    let mut played = filled_application();
    assert!(["proceedings", "merits", "means"].iter().all(|task| played.task(task) == Status::Done));
    let steps: [(&str, ChangeKind, &str, Status); 6] = [
        ("income", ChangeKind::Clear, "means", Status::NotStarted),
        ("income", ChangeKind::Unparsed("much".into()), "means", Status::NeedsAttention),
        ("statement", ChangeKind::Clear, "merits", Status::InProgress),
        ("proc", ChangeKind::ReopenList, "proceedings", Status::InProgress),
        ("proc[b]", ChangeKind::AddRow, "proceedings", Status::InProgress),
        ("proc[a]", ChangeKind::RemoveRow, "proceedings", Status::InProgress),
    ];
    for (at, kind, task, status) in steps {
        played.change(at, kind.clone());
        assert_eq!(played.task(task), status, "{task} after {at} {kind:?}");
        let fresh = Draft::open(played.draft.definition(), played.draft.today(), &played.draft.answers());
        assert_eq!(played.draft.progress(), fresh.progress());
        played.told();
    }
    let progress = played.draft.progress();
    // Name and cost of the new proceeding, the income, the statement; the list, its page, merits and income.
    assert_eq!((progress.least, progress.least_pages), (4, 4));
}

/// A question on whose answer two pages depend, each in its own way, before a check page.
fn checked() -> Played {
    let mut played = Played::open(&define(
        "task t \"Task\" {
           page first \"First\" { question works yes_no { ask \"Does the client work?\"; } }
           page wage \"Wage\" { when \"works\"; question wage_amount money { ask \"What is the wage?\"; } }
           page other \"Other\" { question other_income yes_no { ask \"Any other income?\"; } }
           page hours \"Hours\" { when \"works\"; question weekly_hours count { ask \"How many hours?\"; } }
           page why \"Why not\" { when \"not works\"; question reason text max=20 { ask \"Why not?\"; } }
           page check \"Check your answers\" kind=check { covers t; }
         }",
    ));
    played.set("works", "no").set("other_income", "no").set("reason", "Ill.");
    played.continue_page("check", &[]);
    assert_eq!(played.path(), ["first", "other", "why", "check"]);
    assert!(played.draft.is_submittable(), "{:?}", played.blockers());
    played
}

#[test]
fn hard_17_change_from_check_answers() {
    let mut played = checked();
    let check = Step::Page(played.page("check", &[]));
    let page = |played: &Played, id: &str| Step::Page(played.page(id, &[]));
    let start = change(&played.draft, &played.at("works"), check.clone()).unwrap();
    assert_eq!(start.at, page(&played, "first"));
    // The edit opens wage and hours, and closes why.
    played.set("works", "yes");
    assert_eq!(played.path(), ["first", "wage", "other", "hours", "check"]);
    let wage = next(&played.draft, &start);
    assert_eq!(wage.at, page(&played, "wage"));
    assert_eq!(back(&played.draft, &wage).at, page(&played, "first"));
    played.set("wage_amount", "10.00");
    let hours = next(&played.draft, &wage);
    assert_eq!(hours.at, page(&played, "hours"));
    assert_eq!(back(&played.draft, &hours).at, page(&played, "wage"));
    assert_eq!(back(&played.draft, &back(&played.draft, &hours)).at, page(&played, "first"));
    played.set("weekly_hours", 20);
    let returned = next(&played.draft, &hours);
    assert_eq!(returned.at, check);
    assert!(returned.frames.is_empty());
    assert_eq!(back(&played.draft, &returned).at, page(&played, "hours"));
    assert_eq!(played.held("reason"), Held::Value(Value::Text("Ill.".into())), "what closed is kept");
    let away = back(&played.draft, &start);
    assert_eq!((away.at, away.frames.len()), (check, 0), "back from where the change began leads where it came from");
}

#[test]
fn e_39_a_change_that_opens_nothing_returns_at_once() {
    let mut played = checked();
    let check = Step::Page(played.page("check", &[]));
    let start = change(&played.draft, &played.at("reason"), check.clone()).unwrap();
    played.set("reason", "Retired.");
    assert_eq!(next(&played.draft, &start).at, check);
    assert_eq!(played.status("check", &[]), Status::NeedsAttention, "the mark has lapsed");
    assert_eq!(next(&played.draft, &Nav::on(played.page("check", &[]))).at, Step::TaskList);
}
