//! Large definitions: those of the benchmarks of engine.md section 13, and those that work is counted on.

use std::fmt::Write as _;

/// Questions of which each is asked if the one before is yes; `reversed`: written last first.
pub fn chain(length: usize, reversed: bool) -> String {
    let mut questions: Vec<String> = (0..length)
        .map(|index| {
            let when = index.checked_sub(1).map_or_else(String::new, |before| format!("when \"q{before} is yes\"; "));
            format!("question q{index} yes_no {{ ask \"What is {index}?\"; {when}}}")
        })
        .collect();
    if reversed {
        questions.reverse();
    }
    pages(&questions)
}

/// Twenty drivers, and questions of which each reads two of them.
pub fn wide(length: usize) -> String {
    let mut questions: Vec<String> =
        (0..20).map(|index| format!("question d{index} yes_no {{ ask \"What is driver {index}?\"; }}")).collect();
    questions.extend((0..length).map(|index| {
        let (one, other) = (index % 20, (index / 20 + index + 1) % 20);
        let other = if one == other { (other + 1) % 20 } else { other };
        format!(
            "question q{index} count {{ ask \"How many are {index}?\"; when \"d{one} is yes or d{other} is yes\"; }}"
        )
    }));
    pages(&questions)
}

/// A bill: rows of five columns, of which one is worked out and one is asked on a condition, and their total.
pub fn bill() -> String {
    "interview bill \"Bill\" version=\"1\" {
  derive total money \"sum(line: amount)\"
  repeat line min=1 {
    derive amount money \"price * quantity\"
  }
  task costs \"Costs\" {
    each line { page entry \"Line\" {
      question what text max=100 { ask \"What was done?\"; }
      question price money min=0 { ask \"What does one cost?\"; }
      question quantity count min=0 { ask \"How many?\"; }
      question taxed yes_no { ask \"Was tax paid?\"; }
      question why text max=100 { ask \"Why was none paid?\"; when \"taxed is no\"; }
    } }
    list lines \"Lines\" of=line
  }
}
"
    .to_owned()
}

/// Rules of which each reads the two before it: an explanation of the last has them all.
pub fn deep(length: usize) -> String {
    let mut text = String::from("interview made \"Made\" version=\"1\" {\n");
    for index in 0..length {
        let rule = match index {
            0 => "first".to_owned(),
            _ => format!("r{} + 1", index - 1),
        };
        let _ = writeln!(text, "  derive r{index} count \"{rule}\"");
    }
    text.push_str("  task t \"Task\" { page p \"Page\" { question first count { ask \"How many?\"; } } }\n}\n");
    text
}

/// Questions on pages of ten, in tasks of a hundred.
pub fn pages(questions: &[String]) -> String {
    let mut text = String::from("interview made \"Made\" version=\"1\" {\n");
    for (task, questions) in questions.chunks(100).enumerate() {
        let _ = writeln!(text, "  task t{task} \"Task\" {{");
        for (page, questions) in questions.chunks(10).enumerate() {
            let _ = writeln!(text, "    page p{task}_{page} \"Page\" {{");
            for question in questions {
                let _ = writeln!(text, "      {question}");
            }
            text.push_str("    }\n");
        }
        text.push_str("  }\n");
    }
    text.push_str("}\n");
    text
}
