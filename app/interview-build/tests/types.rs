//! Types, options, look-ups and functions of expressions (E-16, E-19, E-81 to E-84, E-88, E-91, E-96).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::compile_with;

const DECLARED: &str = "choices cs { option a \"A\"; option b \"B\"; }\nchoices ds { option a \"A\"; option c \"C\"; }";
const PAGE: &str = "question x choice from=cs { ask \"X\"; }\nquestion y choice from=cs { ask \"Y\"; option z \"Z\"; }\nquestion v choice from=ds { ask \"V\"; }\nquestion s choices from=cs { ask \"S\"; }\nquestion t2 text max=5 { ask \"T\"; }\nquestion yn yes_no { ask \"YN\"; }\nquestion n count { ask \"N\"; }\nquestion mo money { ask \"M\"; }\nquestion da date { ask \"D\"; }";

/// Code and what stands at its place, for each diagnostic.
fn found(declared: &str, page: &str, places: &str, tables: &str, files: &[(&str, &str)]) -> Vec<String> {
    let text = format!(
        "interview i \"I\" version=\"1\" {{\n{declared}\ntask t \"T\" {{\npage p \"P\" {{\n{page}\n}}\n{places}\n}}\n}}\n{tables}\n"
    );
    let outcome = compile_with(&text, files);
    let at = |line: &str, column: u32| line.char_indices().nth(column as usize - 1).map_or(line.len(), |(at, _)| at);
    outcome
        .diagnostics
        .iter()
        .map(|d| {
            let text: String = d.excerpt[at(&d.excerpt, d.column)..].chars().take(d.length as usize).collect();
            format!("{} {text}", d.code.name())
        })
        .collect()
}

fn derived(expression: &str) -> Vec<String> {
    found(&format!("{DECLARED}\nderive d yes_no \"{expression}\""), PAGE, "", "", &[])
}

const RIGHT: Vec<String> = Vec::new();

#[test]
fn e_16_every_form_of_a_condition_has_one_type() {
    for right in [
        "x is a",
        "x is y",
        "y is z",
        "s includes a",
        "s includes x",
        "yn",
        "yn is no",
        "not yn",
        "n is 3",
        "t2 is 'abc'",
        "x is not a",
        "x is one of (a, b)",
        "x is not one of (a, b)",
        "x is nothing",
        "da is today",
        "da + 3 days > today",
        "n * mo > £5",
        "count(s) > 1",
        "length(t2) > 3",
        "matches(t2, nino)",
        "starts_with(t2, 'a')",
        "age_on(da, today) > 18",
        "share(mo, 12.5%, down) > £1",
        "divide(mo, 12, nearest) > £1",
        "larger(n, 3) > 2",
        "if yn then yes else no",
        "-n > 1",
        "days_between(da, 2026-04-06) > 25,000",
        "(mo or else £5) > £3",
        "x is declined",
        "da - 1 year < 2026-01-31",
    ] {
        assert_eq!(derived(right), RIGHT, "{right}");
    }
}

#[test]
fn e_16_there_is_no_coercion() {
    for (wrong, said) in [
        ("t2 is x", "D205 x"),
        ("s is a", "D205 a"),
        ("x is 'a'", "D205 'a'"),
        ("n is yn", "D205 yn"),
        ("da > 3 days", "D205 3 days"),
        ("3 days + da > today", "D205 da"),
        ("mo * mo > £5", "D205 mo"),
        ("n", "D205 n"),
        ("length(n) > 3", "D205 n"),
        ("if yn then 1 else no", "D205 no"),
        ("x < y", "D205 x"),
        ("-da > today", "D205 da"),
        ("n at today > 1", "D205 n"),
        ("yn is maybe", "D201 maybe"),
    ] {
        assert_eq!(derived(wrong), [said], "{wrong}");
    }
}

#[test]
fn e_16_options_are_written_by_id_and_another_item_of_that_name_is_not_meant() {
    for (wrong, said) in [
        ("x is z", "D206 z"),
        ("x is v", "D206 v"),
        ("x is t2", "D206 t2"),
        ("s includes c", "D206 c"),
        ("x is one of (a, q)", "D206 q"),
        ("x is 5", "D206 5"),
        ("x is today", "D206 today"),
    ] {
        assert_eq!(derived(wrong), [said], "{wrong}");
    }
}

#[test]
fn e_19_money_and_a_count_say_which_side_lacks_the_pound_sign() {
    for (wrong, said) in [
        ("mo > 3", "D208 3"),
        ("mo is 5", "D208 5"),
        ("mo + 1 > £5", "D208 1"),
        ("n + mo > £3", "D208 n"),
        ("£5 < n", "D208 n"),
        ("larger(n, £3) > £2", "D208 n"),
        ("(mo or else 5) > £3", "D208 5"),
        ("mo is one of (£1, 2)", "D208 2"),
    ] {
        assert_eq!(derived(wrong), [said], "{wrong}");
    }
    let message = compile_with(
        "interview i \"I\" version=\"1\" {\nderive d yes_no \"mo > 100\"\ntask t \"T\" { page p \"P\" { question mo money { ask \"M\"; }; }; }\n}",
        &[],
    );
    assert_eq!(message.diagnostics[0].message, "`100` lacks the £: `mo` is money, `100` is a count");
}

#[test]
fn e_19_a_name_in_an_aggregate_is_looked_up_in_the_row_first_then_outwards() {
    let rows = "each r { page q \"Q\" { question u yes_no { ask \"U\"; }; }; each k { page q2 \"Q\" { question w money { ask \"W\"; }; }; }; list ls \"L\" of=k; }\nlist l \"L\" of=r";
    let check = |expression: &str| {
        found(
            &format!(
                "{DECLARED}\nrepeat r {{ repeat k; derive own money \"sum(k: w)\"; }}\nderive d yes_no \"{expression}\""
            ),
            PAGE,
            rows,
            "",
            &[],
        )
    };
    for right in [
        "any(r: own > mo)",
        "any(r: any(k: w > £3 and u and yn))",
        "sum(r: sum(k: w)) > £3",
        "none(r where index is 1: u)",
    ] {
        assert_eq!(check(right), RIGHT, "{right}");
    }
    assert_eq!(check("sum(k: w) > £3"), ["D204 k"], "rows of rows are read through the outer ones");
    assert_eq!(check("w > £3"), ["D204 w"]);
    assert_eq!(check("any(other r: u)"), ["D303 other"]);
    assert_eq!(check("any(n: yn)"), ["D211 n"]);
    assert_eq!(check("count(x) > 1"), ["D211 x"]);
    assert_eq!(check("sum(r: u) > 1"), ["D205 u"]);
    assert_eq!(check("(earliest(r: n) or else today) < today"), ["D205 n"]);
}

#[test]
fn e_81_rows_of_for_know_their_option() {
    let page = "question k choices from=cs { ask \"K\"; }\nquestion k2 choices { ask \"K\"; option zed \"Z\"; option none \"N\" { alone; }; }";
    let each =
        |rest: &str| format!("{page}\neach r {{ question w money {{ ask \"{{option.text}}: how much?\"; {rest} }}; }}");
    let check = |names: &str, rest: &str| found(&format!("{DECLARED}\nrepeat r for={names}"), &each(rest), "", "", &[]);
    assert_eq!(check("k", "when \"option is a\";"), RIGHT);
    assert_eq!(check("k", "when \"option is zed\";"), ["D206 zed"]);
    assert_eq!(check("\"k k2\"", "when \"option is zed or option is a\";"), RIGHT);
    assert_eq!(check("x9", ""), ["D201 for=x9"]);
    assert_eq!(check("w", ""), ["D204 for=w"], "a field of its own rows");
    let outside = found(&format!("{DECLARED}\nderive d yes_no \"option is a\""), PAGE, "", "", &[]);
    assert_eq!(outside, ["D201 option"]);
}

const COLOURS: (&str, &str) = ("cols.csv", "code,name,kind,shade\nred,Red,warm,1\nblue,Blue,cold,2\n");
const TABLE: &str = "table cols key=\"code\" file=\"cols.csv\" text=name { column kind choice; column shade count; }";

#[test]
fn e_82_options_come_from_tables_and_their_columns_are_looked_up() {
    let check = |declared: &str, question: &str| found(declared, question, "", TABLE, &[COLOURS]);
    let question = "question c choice from=cols { ask \"C\"; }";
    assert_eq!(check("derive d yes_no \"cols[c].kind is warm and cols[c].shade > 1\"", question), RIGHT);
    assert_eq!(check("derive d yes_no \"cols[c].kind is hot\"", question), ["D206 hot"]);
    assert_eq!(check("derive d yes_no \"c is green\"", question), ["D206 green"]);
    assert_eq!(
        check("derive d count \"cols['red'].shade + 1\"", question),
        ["D207 cols['red'].shade"],
        "no choice from that table"
    );
    let own = |rest: &str| format!("question c choice from=cols {{ ask \"C\"; {rest} }}");
    assert_eq!(check("", &own("only \"option.kind is warm\"; offer \"option.shade > 1\";")), RIGHT);
    assert_eq!(check("", &own("only \"option.kin is warm\";")), ["D210 kin"]);
    assert_eq!(check("derive d yes_no \"c is grey or c is red\"", &own("option grey \"Grey\";")), RIGHT);
    assert_eq!(check("", &own("option red \"Red again\";")), ["D202 red"]);
}

#[test]
fn e_82_options_come_from_list_facts() {
    let declared = "choices ks { option a \"A\"; }\nfact offices list source=account { column town text; column kinds choices from=ks; }";
    let check = |rest: &str| {
        found(
            &format!("{declared}\n{rest}"),
            "question o choice from=offices { ask \"O\"; option by_hand \"By hand\"; }",
            "",
            "",
            &[],
        )
    };
    assert_eq!(check("derive d yes_no \"offices[o].kinds includes a or o is by_hand\""), RIGHT);
    assert_eq!(check("derive d yes_no \"offices[o].kinds includes b\""), ["D206 b"]);
    assert_eq!(check("derive d text \"offices[o].tow\""), ["D210 tow"]);
}

#[test]
fn e_84_tables_are_held_against_their_declaration() {
    let check = |table: &str, csv: &str| found("", "question n count { ask \"N\"; }", "", table, &[("cols.csv", csv)]);
    let dated = "table cols key=\"code\" file=\"cols.csv\" text=name from=start until=end { column kind choice; }";
    assert_eq!(check(TABLE, COLOURS.1), RIGHT);
    assert_eq!(check(TABLE, "code,name,kind,shade\nred,Red\n"), ["D215 file=\"cols.csv\""]);
    assert_eq!(check(TABLE, ""), ["D215 file=\"cols.csv\""]);
    assert_eq!(check(TABLE, "code,name,kind\nred,Red,warm\n"), ["D215 shade"]);
    assert_eq!(check(TABLE, "code,name,kind,shade\nred,Red,warm,1.5\n"), ["D215 shade"]);
    assert_eq!(check(TABLE, "code,name,kind,shade\nr d,Red,warm,1\n"), ["D215 key=\"code\""]);
    assert_eq!(check(TABLE, "code,name,kind,shade\nred,Red,warm,1\nred,Red,warm,1\n"), ["D215 key=\"code\""]);
    assert_eq!(check(dated, "code,name,kind,start,end\nred,R,a,2020-01-01,2020-12-31\nred,R,b,2021-01-01,\n"), RIGHT);
    assert_eq!(
        check(dated, "code,name,kind,start,end\nred,R,a,2020-01-01,2021-01-01\nred,R,b,2021-01-01,\n"),
        ["D215 from=start"]
    );
    assert_eq!(
        check("table cols key=\"code\" file=\"cols.csv\" { column kind yes_no; }", "code,kind\nred,true\n"),
        ["D215 kind"]
    );
}

#[test]
fn e_84_a_json_file_is_a_list_or_holds_one() {
    let table = "table cols key=\"code\" file=\"cols.json\" text=name { column shade count; column warm yes_no; }";
    let check = |json: &str| found("", "question c choice from=cols { ask \"C\"; }", "", table, &[("cols.json", json)]);
    assert_eq!(check("[{\"code\":\"red\",\"name\":\"Red\",\"shade\":1,\"warm\":true}]"), RIGHT);
    assert_eq!(
        check("{\"note\":\"n\",\"rows\":[{\"code\":\"red\",\"name\":\"Red\",\"shade\":null,\"warm\":false}]}"),
        RIGHT
    );
    assert_eq!(check("{\"note\":\"n\"}"), ["D215 file=\"cols.json\""]);
    assert_eq!(check("[1]"), ["D215 file=\"cols.json\""]);
}

#[test]
fn e_84_a_set_in_a_key_puts_its_row_under_each_value_and_a_blank_key_under_none() {
    let table = "table cols key=\"code kind\" file=\"cols.csv\" { column kind choices; column shade count; }";
    let text = format!("interview i \"I\" version=\"1\" {{\ntask t \"T\" {{ page p \"P\"; }}\n}}\n{table}");
    let outcome = compile_with(&text, &[("cols.csv", "code,kind,shade\nred,a|b,1\nred,,2\n")]);
    assert_eq!(common::codes(&outcome), Vec::<String>::new());
    assert_eq!(outcome.definition.unwrap().package.tables[0].rows.len(), 2);
}

#[test]
fn e_91_requirements_are_rows_with_a_kind_and_whether_they_are_given() {
    let declared = "category bank \"Bank\"\nevidence ev { ask \"E\"; need \"yn\"; accepts ev; accepts bank; }";
    let check = |rest: &str| found(&format!("{DECLARED}\n{declared}\n{rest}"), PAGE, "", "", &[]);
    assert_eq!(check("derive d yes_no \"any(evidence where kind is mandatory: not given) and ev is known\""), RIGHT);
    assert_eq!(check("derive d yes_no \"any(evidence: kind is strict)\""), ["D206 strict"]);
    assert_eq!(check("derive d yes_no \"given\""), ["D201 given"]);
    assert_eq!(check("evidence e2 { ask \"E\"; need \"yn\"; accepts bnak; }"), ["D201 bnak"]);
}

#[test]
fn e_96_working_days_need_the_table_of_bank_holidays() {
    let days = ("days.json", "{\"days\":[{\"date\":\"2026-12-25\"}]}");
    let check = |table: &str| {
        let declared = format!("{DECLARED}\nderive d yes_no \"working_days_after(da, 5) < today\"");
        found(&declared, PAGE, "", table, &[days])
    };
    assert_eq!(check("table bank_holidays key=\"date\" file=\"days.json\""), RIGHT);
    assert_eq!(check(""), ["D210 working_days_after"]);
    assert_eq!(
        check("table holidays key=\"date\" file=\"days.json\" { column date date; }"),
        ["D210 working_days_after"]
    );
}
