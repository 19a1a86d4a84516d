//! The look-up of addresses for what was typed into *Postcode and house name or number* (domain.md section 20).
//!
//! Left out: entering an address by hand, which waits for nothing here.

use crate::Commands;
use crate::drafts::asked::{Outcome, Question};
use gateways::AddressSearch;
use interview::value::{FactHeld, ListRow, Value};

/// Finds addresses, within the time limit of the gateway. Without a connection, or without a usable reply: failed.
pub(crate) async fn find(commands: &Commands, question: &Question) -> Outcome {
    let held = match &commands.settings().gateways.addresses {
        None => FactHeld::Failed,
        Some(addresses) => match search(question) {
            // Nothing that is a postcode: there is no address to be found for it.
            None => FactHeld::Value(Value::List(Vec::new().into())),
            Some(search) => match addresses.find(&search).await {
                Ok(found) => {
                    let rows = found.into_iter().map(|address| ListRow {
                        id: address.id.into(),
                        text: address.text.into(),
                        columns: Vec::new(),
                    });
                    FactHeld::Value(Value::List(rows.collect()))
                }
                Err(_) => FactHeld::Failed,
            },
        },
    };
    Outcome { held, check: None }
}

fn search(question: &Question) -> Option<AddressSearch> {
    let typed = question.inputs.values().find_map(|value| match value {
        Value::Text(text) => Some(text),
        _ => None,
    })?;
    AddressSearch::read(typed)
}
