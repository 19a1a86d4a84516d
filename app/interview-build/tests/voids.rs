//! What may be void, by syntax only (E-18): D207 where an operand may not be, D406 where a wording needs a fallback.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::compile_with;

/// `n` is optional, `w` hidden, `m` always there.
const PAGE: &str = "question n count { ask \"N\"; optional; }\nquestion m count { ask \"M\"; }\nquestion yn yes_no { ask \"Y\"; }\nquestion w count { ask \"W\"; when \"yn and m > 3\"; }";

fn found(declared: &str, page: &str, places: &str) -> Vec<String> {
    let text = format!(
        "interview i \"I\" version=\"1\" {{\n{declared}\ntask t \"T\" {{\npage p \"P\" {{\n{page}\n}}\n{places}\n}}\n}}\n"
    );
    compile_with(&text, &[])
        .diagnostics
        .iter()
        .map(|d| {
            format!(
                "{} {}",
                d.code.name(),
                d.excerpt[byte(&d.excerpt, d.column)..].chars().take(d.length as usize).collect::<String>()
            )
        })
        .collect()
}

fn byte(line: &str, column: u32) -> usize {
    line.char_indices().nth(column as usize - 1).map_or(line.len(), |(at, _)| at)
}

fn derived(expression: &str) -> Vec<String> {
    found(&format!("derive d yes_no \"{expression}\""), PAGE, "")
}

const RIGHT: Vec<String> = Vec::new();

#[test]
fn e_18_an_optional_answer_needs_a_guard_on_its_left() {
    for right in [
        "n is known and n > 3",
        "if n is known then n > 3 else no",
        "(n or else 0) > 3",
        "n is 3",
        "n is not 3",
        "n is one of (3, 4)",
    ] {
        assert_eq!(derived(right), RIGHT, "{right}");
    }
    for wrong in [
        "n > 3",
        "n > 3 and n is known",
        "n is not known or n > 3",
        "n + 1 is 4",
        "-n is 4",
        "n * 2 is 4",
        "larger(n, 2) is 4",
    ] {
        assert_eq!(derived(wrong), ["D207 n"], "{wrong}");
    }
}

#[test]
fn e_18_a_hidden_answer_may_be_read_where_its_condition_holds() {
    for right in [
        "yn and m > 3 and w > 2",
        "m > 3 and yn and w > 1",
        "yn is yes and m > 3 and w > 1",
        "w is known and w > 1",
        "if yn and m > 3 then w > 1 else no",
    ] {
        assert_eq!(derived(right), RIGHT, "{right}");
    }
    for wrong in ["w > 1", "yn and w > 1", "(yn or m > 3) and w > 1", "if yn and m > 3 then yes else w > 1"] {
        assert_eq!(derived(wrong), ["D207 w"], "{wrong}");
    }
}

#[test]
fn e_18_the_readers_own_when_counts_as_a_guard() {
    assert_eq!(found("derive d count \"w + 1\" { when \"yn and m > 3\"; }", PAGE, ""), RIGHT);
    assert_eq!(found("derive d count \"w + 1\" { when \"yn\"; }", PAGE, ""), ["D207 w"]);
    assert_eq!(
        found("derive d count { case \"w is known\" \"w + 1\"; else \"0\"; }", PAGE, ""),
        RIGHT,
        "a case is an if"
    );
}

#[test]
fn e_18_allowed_states_conditional_requirement_and_facts_may_be_void() {
    let declared = "derive d count \"a + 1\"";
    assert_eq!(found(declared, "question a count { ask \"A\"; }", ""), RIGHT);
    for own in ["allow declined", "allow not_known", "required \"b is yes\"", "optional"] {
        let page = format!("question a count {{ ask \"A\"; {own}; }}\nquestion b yes_no {{ ask \"B\"; }}");
        assert_eq!(found(declared, &page, ""), ["D207 a"], "{own}");
    }
    assert_eq!(
        found("fact a count source=host\nderive d count \"a + 1\"", "question b yes_no { ask \"B\"; }", ""),
        ["D207 a"]
    );
}

#[test]
fn e_18_a_derived_value_is_void_with_its_operands_or_by_its_when() {
    assert_eq!(found("derive a count \"m\" { when \"yn\"; }\nderive d count \"a + 1\"", PAGE, ""), ["D207 a"]);
    assert_eq!(found("derive a count \"n\"\nderive d count \"a + 1\"", PAGE, ""), ["D207 a"]);
    assert_eq!(
        found("derive d count \"a + 1\"\nderive a count \"if yn then n else 1\"", PAGE, ""),
        ["D207 a"],
        "in any order of declaration"
    );
    assert_eq!(
        found("derive a count { case \"yn\" \"1\"; }\nderive d count \"a + 1\"", PAGE, ""),
        ["D207 a"],
        "no case may hold"
    );
    assert_eq!(found("derive a count \"n or else 1\"\nderive d count \"a + 1\"", PAGE, ""), RIGHT);
}

#[test]
fn e_18_a_check_of_the_item_itself_has_its_value() {
    let own = "question a count { ask \"A\"; optional; check \"a > 1\" \"x\"; warn \"a < 9\" \"y\"; }";
    assert_eq!(found("", own, ""), RIGHT);
    assert_eq!(
        found("", "question a count { ask \"A\"; optional; }\ncheck \"a > 1\" \"x\"", ""),
        ["D207 a"],
        "a check of the page has not"
    );
}

#[test]
fn e_18_a_page_or_group_is_shared_by_those_who_stand_in_it() {
    let asked = "page q \"Q\" { when \"yn\"; question a count { ask \"A\"; }; question b count { ask \"B\"; when \"a > 1\"; }; group { when \"m > 1\"; question c count { ask \"C\"; }; question e count { ask \"E\"; suggest \"c + a\"; }; }; check \"a > 3\" \"x\"; }";
    assert_eq!(found("", PAGE, asked), RIGHT);
    assert_eq!(found("derive d count \"a + 1\"", PAGE, asked), ["D207 a"]);
    assert_eq!(
        found("derive d count \"c + 1\" { when \"yn\"; }", PAGE, asked),
        ["D207 c"],
        "the group has a condition of its own"
    );
    assert_eq!(found("derive d count \"c + 1\" { when \"yn and m > 1\"; }", PAGE, asked), RIGHT);
}

#[test]
fn e_18_in_the_rows_of_an_aggregate_their_own_condition_holds() {
    let rows = "each r { when \"m > 7\"; page q0 \"Q\" { question a yes_no { ask \"A\"; }; }\npage q \"Q\" { when \"a\"; question b count { ask \"B\"; }; }; }\nlist l \"L\" of=r";
    let check =
        |expression: &str| found(&format!("repeat r {{ when \"yn\"; }}\nderive d yes_no \"{expression}\""), PAGE, rows);
    assert_eq!(check("any(r where m > 7 and a: b > 1)"), RIGHT, "the repeat's own `when` holds for each of its rows");
    assert_eq!(check("any(r where a: b > 1)"), ["D207 b"], "that of `each` is one of pages");
    assert_eq!(check("any(r: m > 7 and a and b > 1)"), RIGHT);
    assert_eq!(check("sum(r where m > 7 and a: b) > 1"), RIGHT);
    assert_eq!(check("sum(r: b) > 1"), ["D207 sum(r: b)"], "void where one of the rows is");
    assert_eq!(check("count(r where b is known) > 1"), RIGHT);
    assert_eq!(check("max(r where m > 7 and a: b) > 1"), ["D207 max(r where m > 7 and a: b)"], "there may be no row");
}

#[test]
fn e_18_a_guard_for_one_row_is_none_for_another() {
    let rows = "each r { page q \"Q\" { question a count { ask \"A\"; optional; }; }; }\nlist l \"L\" of=r";
    let check = |expression: &str| found(&format!("repeat r {{ derive d yes_no \"{expression}\"; }}"), PAGE, rows);
    assert_eq!(check("a is known and any(other r: a > 1)"), ["D207 a"]);
    assert_eq!(check("a is known and any(other r: a is known and a > 1)"), RIGHT);
    assert_eq!(check("a is known and any(other r where a is known: m > a)"), RIGHT);
    assert_eq!(check("previous(a) or else 0 > 1"), RIGHT);
    assert_eq!(check("previous(a) > 1"), ["D207 previous(a)"]);
}

#[test]
fn e_10_a_wording_needs_a_fallback_where_the_value_may_be_void() {
    let asks = |wording: &str| found("", &format!("{PAGE}\nquestion z count {{ ask \"{wording}\"; }}"), "");
    assert_eq!(asks("{m} and {n|none} and {w|none}"), RIGHT);
    assert_eq!(asks("{m} and {n}"), ["D406 {n}"]);
    assert_eq!(asks("{w}"), ["D406 {w}"]);
    assert_eq!(asks("{x|none}"), ["D406 {x|none}"]);
    assert_eq!(asks("{m + 1}"), ["D406 {m + 1}"]);
    assert_eq!(asks("{m"), ["D406 {"]);
    let hidden = format!("{PAGE}\nquestion z count {{ ask \"{{w}}\"; when \"yn and m > 3\"; }}");
    assert_eq!(found("", &hidden, ""), RIGHT, "asked only where it is known");
}

#[test]
fn d_207_proposes_what_would_help() {
    let said = |when: &str| {
        let text = format!(
            "interview small \"Small\" version=\"1\" {{ repeat r; task t \"Task\" {{ each r {{ page p \"Page\" {{
               question n count {{ ask \"N?\"; optional; }}
               question m count {{ ask \"M?\"; when \"{when}\"; }}
             }} }}; list l \"List\" of=r; }} }}"
        );
        compile_with(&text, &[]).diagnostics.iter().map(|found| found.message.clone()).collect::<Vec<_>>()
    };
    assert_eq!(said("n > 1"), ["`n` may have no value here: write `n is known and …` or `… or else …`"]);
    assert_eq!(said("previous(n) > 1"), ["`previous(n)` may have no value here: write `… or else …`"]);
    assert!(said("(previous(n) or else 0) > 1").is_empty());
}
