//! The client of the benefit checker against its simulator: every status, every fault, every way to fail.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::sync::Arc;
use std::time::Duration;

use gateways::{
    BENEFIT_CHECK_REPLY_LIMIT_BYTES, BenefitAnswer, BenefitChecker, BenefitCheckerCredentials, BenefitCheckerFailure,
    BenefitCheckerSettings, BenefitQuery, BenefitReply, DwpStatus, FaultCode, Outage, RequestField, SoapBenefitChecker,
    SurnameSent, Treatment, UnreadableReply,
};
use quantities::Date;
use simulators::{BenefitCheckerSimulator, Control, Mode};

type Outcome = Result<BenefitReply, BenefitCheckerFailure>;

const SHORT_LIMIT: Duration = Duration::from_millis(50);

fn settings() -> BenefitCheckerSettings {
    BenefitCheckerSettings { pause: Duration::ZERO, ..BenefitCheckerSettings::new(BenefitCheckerCredentials::trial()) }
}

fn query(number: &str) -> BenefitQuery {
    BenefitQuery {
        request_id: "01933f2e-check".to_owned(),
        last_name: "Tamworth".to_owned(),
        born_on: Date::new(1992, 4, 7).unwrap(),
        national_insurance_number: number.to_owned(),
        check_on: Date::new(2026, 11, 23).unwrap(),
    }
}

async fn simulator() -> BenefitCheckerSimulator {
    simulators::spawn().await.unwrap().benefit_checker
}

async fn ask(simulator: &BenefitCheckerSimulator, query: &BenefitQuery) -> Outcome {
    let checker: Arc<dyn BenefitChecker> = Arc::new(SoapBenefitChecker::new(&simulator.url(), settings()).unwrap());
    checker.check(query).await
}

/// The answer of the simulator in this mode to a question whose answer by the rules is yes.
async fn in_mode(simulator: &BenefitCheckerSimulator, mode: Mode) -> Outcome {
    simulator.set(Control::mode(mode));
    ask(simulator, &query("QQ123401C")).await
}

fn outage(outcome: &Outcome) -> Outage {
    match outcome {
        Err(BenefitCheckerFailure::Unavailable(outage)) => *outage,
        other => panic!("not unavailable: {other:?}"),
    }
}

#[tokio::test]
async fn every_status_is_understood() {
    let simulator = simulator().await;
    for (number, answer, word) in [
        ("QQ 12 34 01 C", BenefitAnswer::Yes, "yes"),
        ("QQ123402A", BenefitAnswer::No, "no"),
        ("qq123403a", BenefitAnswer::Undetermined, "undetermined"),
    ] {
        let outcome = ask(&simulator, &query(number)).await;
        let reply = outcome.as_ref().unwrap();
        assert_eq!(reply.answer, answer);
        assert_eq!(reply.raw_status.to_lowercase(), word);
        assert_eq!(reply.confirmation_reference, format!("SIM{}", word.to_uppercase()));
        assert_eq!(DwpStatus::of(&outcome).word(), word);
    }
    for (mode, answer) in [
        (Mode::Yes, BenefitAnswer::Yes),
        (Mode::No, BenefitAnswer::No),
        (Mode::Undetermined, BenefitAnswer::Undetermined),
    ] {
        assert_eq!(in_mode(&simulator, mode).await.unwrap().answer, answer);
    }
}

#[tokio::test]
async fn an_unknown_status_counts_as_undetermined() {
    let reply = in_mode(&simulator().await, Mode::OtherStatus).await.unwrap();
    assert_eq!((reply.answer, reply.raw_status.as_str()), (BenefitAnswer::Undetermined, "Deferred"));
}

#[tokio::test]
async fn every_fault_is_told_apart_and_counts_as_unavailable() {
    let simulator = simulator().await;
    for (code, treatment) in [
        (205, Treatment::OurError),
        (210, Treatment::OurError),
        (215, Treatment::CheckTheDetails),
        (250, Treatment::TellTheAdministrator),
        (252, Treatment::TellTheAdministrator),
        (254, Treatment::TellTheAdministrator),
        (299, Treatment::TryAgain),
        (900, Treatment::NotSetUp),
        (910, Treatment::NotSetUp),
        (920, Treatment::NotSetUp),
        (950, Treatment::TryAgain),
        (951, Treatment::TryAgain),
        (958, Treatment::TryAgain),
        (959, Treatment::TryAgain),
        (998, Treatment::TryAgain),
        (999, Treatment::TryAgain),
    ] {
        let outcome = in_mode(&simulator, Mode::Fault(code)).await;
        let failure = outcome.clone().unwrap_err();
        assert_eq!(failure, BenefitCheckerFailure::Fault(FaultCode::read(&format!("LSCBC{code}"))));
        assert_eq!((failure.treatment(), failure.may_retry()), (treatment, treatment == Treatment::TryAgain));
        assert_eq!(DwpStatus::of(&outcome).word(), "unavailable");
    }
}

#[tokio::test]
async fn http_errors_are_unavailable_and_may_be_tried_again() {
    let simulator = simulator().await;
    let outcome = in_mode(&simulator, Mode::Unavailable).await;
    assert_eq!(outage(&outcome), Outage::HttpStatus(503));
    assert!(outcome.unwrap_err().may_retry());
    simulator.set(Control::default());
    assert_eq!(outage(&ask(&simulator, &query("QQ123407C")).await), Outage::HttpStatus(500));
}

#[tokio::test]
async fn a_slow_reply_is_unavailable_at_the_time_limit() {
    let simulator = simulator().await;
    let limited = BenefitCheckerSettings { time_limit: SHORT_LIMIT, ..settings() };
    let checker = SoapBenefitChecker::new(&simulator.url(), limited).unwrap();
    // By the rules this number has no reply for 60 seconds, and any other is as late as told.
    assert_eq!(outage(&checker.check(&query("QQ123405C")).await), Outage::NoReplyInTime(SHORT_LIMIT));
    simulator.set(Control::slow(60_000));
    let outcome = checker.check(&query("QQ123402A")).await;
    assert_eq!(outage(&outcome), Outage::NoReplyInTime(SHORT_LIMIT));
    assert_eq!(DwpStatus::of(&outcome), DwpStatus::Unavailable);
}

#[tokio::test]
async fn a_reply_garbled_anywhere_is_never_the_opposite() {
    let simulator = simulator().await;
    let mut unreadable = 0;
    for position in (0..520).step_by(13) {
        simulator.set(Control { mode: Mode::Garbled, position: Some(position), ..Control::default() });
        for (number, opposite) in [("QQ123401C", BenefitAnswer::No), ("QQ123402A", BenefitAnswer::Yes)] {
            match ask(&simulator, &query(number)).await {
                Ok(reply) => assert_ne!(reply.answer, opposite, "at {position}"),
                failed => {
                    assert_eq!(outage(&failed), Outage::Unreadable(UnreadableReply::NotXml));
                    unreadable += 1;
                }
            }
        }
    }
    assert!(unreadable > 60, "only {unreadable} replies were spoilt");
}

#[tokio::test]
async fn a_reply_cut_or_dropped_anywhere_is_unavailable() {
    let simulator = simulator().await;
    for position in [0, 1, 50, 150, 250, 350, 450] {
        simulator.set(Control { mode: Mode::Cut, position: Some(position), ..Control::default() });
        let outcome = ask(&simulator, &query("QQ123402A")).await;
        assert_eq!(outage(&outcome), Outage::Unreadable(UnreadableReply::NotXml), "cut at {position}");
        simulator.set(Control { mode: Mode::Dropped, position: Some(position), ..Control::default() });
        let outcome = ask(&simulator, &query("QQ123402A")).await;
        assert_eq!(outage(&outcome), Outage::ConnectionLost, "dropped at {position}");
    }
}

#[tokio::test]
async fn another_content_another_request_and_a_flood_are_unavailable() {
    let simulator = simulator().await;
    for (mode, expected) in [
        (Mode::WrongType, Outage::Unreadable(UnreadableReply::WrongType)),
        (Mode::WrongReference, Outage::Unreadable(UnreadableReply::WrongReference)),
        (Mode::TooLarge, Outage::TooLarge { limit_bytes: BENEFIT_CHECK_REPLY_LIMIT_BYTES }),
    ] {
        assert_eq!(outage(&in_mode(&simulator, mode).await), expected);
    }
}

#[tokio::test]
async fn nobody_listening_is_unavailable() {
    let address = simulator().await.url();
    let checker = SoapBenefitChecker::new(&address, settings()).unwrap();
    // The simulator went with the end of its statement; its task ends when the runtime gets to it.
    while std::net::TcpStream::connect(address.trim_start_matches("http://")).is_ok() {
        tokio::task::yield_now().await;
    }
    assert_eq!(outage(&checker.check(&query("QQ123401C")).await), Outage::NotConnected);
}

#[tokio::test]
async fn attempts_are_bounded_and_only_made_where_trying_again_may_help() {
    let simulator = simulator().await;
    let asked = |attempts: u32, number: &'static str| {
        let patient = BenefitCheckerSettings { attempts, ..settings() };
        let checker = SoapBenefitChecker::new(&simulator.url(), patient).unwrap();
        async move { checker.check(&query(number)).await }
    };
    let calls = |before: usize| simulator.received().len() - before;

    // 08 is unavailable twice, then yes.
    assert_eq!(asked(3, "QQ123408C").await.unwrap().answer, BenefitAnswer::Yes);
    assert_eq!(calls(0), 3);

    simulator.set(Control::mode(Mode::Unavailable));
    assert_eq!(outage(&asked(u32::MAX, "QQ123401C").await), Outage::HttpStatus(503));
    assert_eq!(calls(3), 3);
    assert_eq!(outage(&asked(0, "QQ123401C").await), Outage::HttpStatus(503));
    assert_eq!(calls(6), 1);

    simulator.set(Control::mode(Mode::Fault(215)));
    asked(3, "QQ123401C").await.unwrap_err();
    simulator.set(Control::mode(Mode::No));
    asked(3, "QQ123401C").await.unwrap();
    assert_eq!(calls(7), 2);
}

#[tokio::test]
async fn what_is_sent_arrives_as_it_was_written() {
    let simulator = simulator().await;
    let mut asked = query("qq 12 34 01 c");
    asked.last_name = "  ap <Rhŷs> & \"O'Neill\" ]]> ".to_owned();
    asked.request_id = "a&b<c>\"'".to_owned();
    assert_eq!(ask(&simulator, &asked).await.unwrap().answer, BenefitAnswer::Yes);
    let received = simulator.received().pop().unwrap();
    assert_eq!(received.surname, "AP <RHŶS> & \"O'NEILL\" ]]>");
    assert_eq!(received.reference, "a&b<c>\"'");
    assert_eq!(received.number, "QQ123401C");
    assert_eq!((received.born_on.as_str(), received.award_on.as_str()), ("19920407", "20261123"));

    let short = BenefitCheckerSettings { surname: SurnameSent::FirstThree, ..settings() };
    let checker = SoapBenefitChecker::new(&simulator.url(), short).unwrap();
    asked.last_name = "O'Dowd".to_owned();
    checker.check(&asked).await.unwrap();
    assert_eq!(simulator.received().pop().unwrap().surname, "O'D");
}

#[tokio::test]
async fn what_cannot_be_taken_is_not_sent() {
    let simulator = simulator().await;
    let outcome = ask(&simulator, &query("no number")).await;
    let failure = BenefitCheckerFailure::NotSent(RequestField::NationalInsuranceNumber);
    assert_eq!(outcome.as_ref().unwrap_err(), &failure);
    assert_eq!(failure.treatment(), Treatment::CheckTheDetails);
    assert_eq!(DwpStatus::of(&outcome), DwpStatus::Unavailable);
    assert!(simulator.received().is_empty());
}

#[tokio::test]
async fn failures_and_debug_say_nothing_personal() {
    let simulator = simulator().await;
    let asked = query("QQ123401C");
    let mut said = vec![format!("{asked:?}")];
    for mode in [Mode::Fault(215), Mode::Unavailable, Mode::Garbled, Mode::Dropped, Mode::WrongType, Mode::TooLarge] {
        let failure = in_mode(&simulator, mode).await.unwrap_err();
        said.push(format!("{failure} {failure:?}"));
    }
    let failure = ask(&simulator, &query("QQ12340X")).await.unwrap_err();
    said.push(format!("{failure} {failure:?}"));
    for text in said {
        let lower = text.to_lowercase();
        for personal in ["tamworth", "qq", "1992", "127.0.0.1"] {
            assert!(!lower.contains(personal), "{text}");
        }
    }
}

/// The clients of the personas (P08 has no number and is never asked about), as `benefit_check` of the reference data
/// has them.
#[tokio::test]
async fn the_personas_get_the_answer_of_the_reference_data() {
    let simulator = simulator().await;
    for (name, number, born_on, word) in [
        ("Tamworth", "QQ 12 34 01 C", "1992-04-07", "yes"),
        ("Wetherall", "QQ 12 34 02 A", "1985-01-30", "no"),
        ("Oldacre", "QQ 55 66 02 A", "1981-06-21", "no"),
        ("Strathearn", "QQ 66 77 02 C", "1997-03-18", "no"),
        ("Harker", "QQ 77 88 02 D", "1974-11-11", "no"),
        ("Norwood", "QQ 99 11 02 B", "1974-02-09", "no"),
        ("Ferris", "QQ 44 55 07 C", "1960-08-08", "unavailable"),
    ] {
        let mut asked = query(number);
        asked.last_name = name.to_owned();
        asked.born_on = born_on.parse().unwrap();
        assert_eq!(DwpStatus::of(&ask(&simulator, &asked).await).word(), word, "{name}");
    }
}
