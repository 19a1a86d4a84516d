//! The line of the list, taken from the answers after each change: the client, the proceedings, the nearest deadline, and by
//! when a decision is needed.
//!
//! Left out: everything else a list might want from answers; names of questions stand in one table here.

use crate::Commands;
use crate::drafts::in_memory::Slot;
use crate::failure::Failure;
use crate::permitted::arrival;
use case::{ApplicationId, BankHolidays, full_application_deadline};
use interview::Draft;
use interview::place::Place;
use interview::value::{Read, Value};
use quantities::Date;
use server_functions::Caller;
use store::applications::Summary;

/// Questions and derived values of the questionnaire that lists read.
const NAMES: [&str; 2] = ["client_first_name", "client_last_name"];
const PROCEEDINGS: &str = "proc";
const PROCEEDING: &str = "proc_name";
const FUNCTIONS_USED: &str = "proc_df_used";
const FUNCTIONS_USED_ON: &str = "proc_df_date";
const NEEDED_ON: &str = "app_urgent_by";
/// Longest line of proceedings, in characters.
const MOST_CHARACTERS: usize = 500;

/// Renews the line, where it says something else now.
pub(crate) async fn keep(
    commands: &Commands,
    caller: Caller,
    id: ApplicationId,
    slot: &mut Slot,
) -> Result<(), Failure> {
    let folded = slot.folded()?;
    let rev = folded.rev();
    let summary = summary(commands, folded.draft(commands.today())?, rev);
    let now = commands.now();
    commands
        .settings()
        .store
        .write_signed_in(caller.session, now, async move |write, signed_in| {
            let arrival = arrival(write, signed_in, id).await?;
            let before = write.summary(&arrival.allowed).await?.unwrap_or_default();
            if (Summary { rev: before.rev, ..summary.clone() }) != before {
                write.keep_summary(&arrival.allowed, &summary).await?;
            }
            Ok(())
        })
        .await
}

fn summary(commands: &Commands, draft: &Draft, rev: u64) -> Summary {
    let names: Vec<String> = NAMES.iter().filter_map(|name| text(draft, name, &[])).collect();
    Summary {
        client_name: names.join(" "),
        proceedings: proceedings(draft),
        deadline_on: deadline(commands, draft),
        needed_on: day(draft, NEEDED_ON, &[]),
        rev,
    }
}

fn proceedings(draft: &Draft) -> String {
    let Some(list) = place(draft, PROCEEDINGS, &[]) else { return String::new() };
    let rows = draft.rows(&list);
    let names: Vec<String> = rows.into_iter().filter_map(|row| text(draft, PROCEEDING, &[row])).collect();
    names.join(", ").chars().take(MOST_CHARACTERS).collect()
}

/// Counted from the earliest day known so far, also while there may be more proceedings: it can only come nearer.
fn deadline(commands: &Commands, draft: &Draft) -> Option<Date> {
    let rules = &commands.settings().deadlines;
    let holidays = BankHolidays { days: &rules.bank_holidays, version: &rules.bank_holidays_version };
    let rows = draft.rows(&place(draft, PROCEEDINGS, &[])?);
    let used_on = rows.into_iter().filter_map(|row| {
        let row = [row];
        let is_used = read(draft, FUNCTIONS_USED, &row) == Some(Value::YesNo(true));
        day(draft, FUNCTIONS_USED_ON, &row).filter(|_| is_used)
    });
    full_application_deadline(used_on, rules.full_application?, holidays).map(|deadline| deadline.due_on)
}

fn text(draft: &Draft, name: &str, rows: &[interview::value::RowKey]) -> Option<String> {
    match read(draft, name, rows)? {
        Value::Text(text) => Some(text.to_string()),
        _ => None,
    }
}

fn day(draft: &Draft, name: &str, rows: &[interview::value::RowKey]) -> Option<Date> {
    match read(draft, name, rows)? {
        Value::Date(day) => Some(day),
        _ => None,
    }
}

fn read(draft: &Draft, name: &str, rows: &[interview::value::RowKey]) -> Option<Value> {
    match draft.read(&place(draft, name, rows)?) {
        Read::Value(value) => Some(value),
        Read::Waiting | Read::Void => None,
    }
}

fn place(draft: &Draft, name: &str, rows: &[interview::value::RowKey]) -> Option<Place> {
    Some(Place { item: draft.compiled().item(name)?, rows: rows.to_vec() })
}
