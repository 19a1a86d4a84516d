//! Explanations as people read them: the tree, and its sentences in plain English, which no author wrote (E-43 to E-46).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::{Played, define, leaves, value};
use interview::Aspect;
use interview::value::Three;
use serde_json::json;

fn household() -> Played {
    Played::open(&define(
        "derive low_income yes_no \"income < £1,000\" { law \"Regulation 7\"; }
         task household \"Household\" {
           page people \"People\" {
             question has_partner yes_no { ask \"Does the client have a partner?\"; }
             question partner_name text max=30 { ask \"What is the partner called?\"; when \"has_partner\"; }
           }
           page money \"Money\" {
             question income money min=0 { ask \"What is the income?\"; }
             question benefit choice {
               ask \"Which benefit is received?\"
               when \"low_income and has_partner is no\"
               option credit \"Universal Credit\"; option nothing_else \"None of these\"
             }
             question proof text max=30 { ask \"Which letter proves it?\"; when \"benefit is credit or benefit is declined\"; }
           }
         }",
    ))
}

#[test]
fn e_43_a_tree_ends_in_answers_constants_and_what_is_absent_with_rule_and_law() {
    let mut played = household();
    played.set("has_partner", "no");
    let tree = played.explain("benefit", Aspect::Relevance);
    assert_eq!(tree["result"], "unknown");
    assert_eq!(leaves(&tree), ["has_partner value answer", "income value absent"]);
    played.set("income", "999.99");
    let tree = played.explain("benefit", Aspect::Relevance);
    assert_eq!(tree["result"], "yes");
    assert_eq!(leaves(&tree), ["has_partner value answer", "income value answer"]);
    let low = &tree["because"][0];
    assert_eq!(
        (&low["at"], &low["law"], &low["result"]),
        (&json!("low_income"), &json!("Regulation 7"), &value("yes"))
    );
    assert_eq!(low["rule"], json!({ "file": "test.kdl", "line": 2, "column": 27 }));
    assert_eq!(low["because"][0]["at"], "income");
}

#[test]
fn e_44_the_first_no_of_an_and_and_the_first_yes_of_an_or_stand_alone() {
    let mut played = household();
    played.set("income", "2000.00").set("has_partner", "yes");
    // Both parts are no: the first one is enough.
    assert_eq!(leaves(&played.explain("benefit", Aspect::Relevance)), ["income value answer"]);
    played.set("income", "10.00");
    assert_eq!(leaves(&played.explain("benefit", Aspect::Relevance)), ["has_partner value answer"]);
    played.set("has_partner", "no").set("benefit", "credit");
    let tree = played.explain("proof", Aspect::Relevance);
    assert_eq!(leaves(&tree), ["benefit value answer"]);
}

#[test]
fn e_44_what_is_not_settled_shows_everything_it_waits_for() {
    let played = household();
    assert_eq!(
        leaves(&played.explain("proof", Aspect::Relevance)),
        ["has_partner value absent", "income value absent"]
    );
}

#[test]
fn e_46_a_condition_is_said_in_plain_english_by_the_words_of_its_questions() {
    let mut played = household();
    assert_eq!(
        played.sentences("partner_name", Aspect::Relevance),
        [
            "It is not settled yet whether “Does the client have a partner?”.",
            "“Does the client have a partner?” has not been answered yet.",
        ]
    );
    played.set("has_partner", "no").set("income", "400.00");
    assert_eq!(
        played.sentences("partner_name", Aspect::Relevance),
        [
            "This does not hold: “Does the client have a partner?”.",
            "“Does the client have a partner?” was answered: No.",
        ]
    );
    assert_eq!(
        played.sentences("benefit", Aspect::Relevance),
        [
            "This holds: low income and “Does the client have a partner?” is no.",
            "This holds: “What is the income?” is less than £1,000.",
            "“Does the client have a partner?” was answered: No.",
            "“What is the income?” was answered: £400.",
        ]
    );
    played.set("benefit", "credit");
    assert_eq!(
        played.sentences("proof", Aspect::Relevance)[0],
        "This holds: “Which benefit is received?” is “Universal Credit” or “Which benefit is received?” is declined."
    );
}

#[test]
fn e_46_lists_days_and_every_operator_are_said_without_a_sign() {
    let mut played = Played::open(&define(
        "derive total money \"sum(cost where counts: amount)\"
         derive is_old yes_no \"age_on(born, today) >= 18\"
         repeat cost { }
         task t \"Task\" {
           page who \"Who\" { question born date { ask \"When was the client born?\"; } }
           each cost { page entry \"Cost\" {
             question counts yes_no { ask \"Does it count?\"; }; question amount money { ask \"How much?\"; }
           } }
           list costs \"Costs\" of=cost
           page why \"Why\" { question reason text max=10 { ask \"Why?\"; when \"total > £10 and is_old and not (total is £12)\"; } }
         }",
    ));
    played.set("born", "2000-01-31").add("cost[a]").set("cost[a].counts", "yes").set("cost[a].amount", "11.00");
    played.close("cost");
    assert_eq!(played.relevant("reason"), Three::Yes);
    let said = played.sentences("reason", Aspect::Relevance);
    assert_eq!(
        said,
        [
            "This holds: total is more than £10 and is old and not (total is £12).",
            "£11 comes from the sum of “How much?” over all rows of cost where “Does it count?”.",
            "This holds: the age of somebody born on “When was the client born?” on today is at least 18.",
            "The list of cost is complete.",
            "“Does it count?” was answered: Yes.",
            "“How much?” was answered: £11.",
            "“When was the client born?” was answered: 31 January 2000.",
            "Today is 23 November 2026.",
        ]
    );
    for sentence in &said {
        assert!(!sentence.contains(['_', '<', '>', '=', '[', '{']), "{sentence}");
        assert!(sentence.ends_with('.'), "{sentence}");
    }
}

#[test]
fn e_105_a_sensitive_answer_is_explained_to_nobody() {
    let mut played = Played::open(&define(
        "task t \"Task\" { page p \"Page\" { question faith text max=20 { ask \"Faith?\"; sensitive; optional; } } }",
    ));
    played.set("faith", "none of yours");
    let claim = |aspect| interview::Claim::Aspect(interview::Target::Item(played.at("faith")), aspect);
    assert!(played.draft.explain(&claim(Aspect::Value)).is_none());
    assert!(!played.draft.digest_lines().iter().any(|line| line.contains("faith")));
}
