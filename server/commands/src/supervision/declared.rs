//! What the legal representative declares with the approval, as it was typed (domain.md section 11).

use crate::failure::Failure;
use case::{Capacity, RepresentativeDeclaration, StatementMade};
use quantities::Timestamp;
use server_functions::supervision::Approve;
use server_functions::{FieldError, Refusal};
use words::supervision as said;

/// Longest name, in characters.
const MOST_NAME: usize = 70;
/// Longest number, in characters.
const MOST_NUMBER: usize = 20;
/// The set the statement belongs to.
const PROVIDER: &str = "PROVIDER";

/// The declaration.
///
/// # Errors
/// [`Refusal::Invalid`] with every field that is missing or too long.
pub(crate) fn declared(request: &Approve, now: Timestamp) -> Result<RepresentativeDeclaration, Failure> {
    let mut errors = Vec::new();
    let mut wrong = |field: &str, message: String| errors.push(FieldError { field: field.to_owned(), message });
    let (name, number) = (request.representative_name.trim(), request.representative_number.trim());
    if name.is_empty() {
        wrong("decl_rep_name", said::representative_name_missing().to_owned());
    } else if name.chars().count() > MOST_NAME {
        wrong("decl_rep_name", said::too_long(said::representative_name(), MOST_NAME));
    }
    let capacity: Option<Capacity> = request.representative_role.parse().ok();
    if capacity.is_none() {
        wrong("decl_rep_role", said::representative_role_missing().to_owned());
    }
    if number.chars().count() > MOST_NUMBER {
        wrong("decl_rep_number", said::too_long(said::representative_number(), MOST_NUMBER));
    }
    if !request.is_confirmed {
        wrong("decl_rep_confirm", said::representative_confirm_missing().to_owned());
    }
    match capacity {
        Some(capacity) if errors.is_empty() => Ok(RepresentativeDeclaration {
            name: name.to_owned(),
            capacity,
            number: (!number.is_empty()).then(|| number.to_owned()),
            confirmed_at: now,
            statements: vec![StatementMade { code: PROVIDER.to_owned(), text: said::declaration().to_owned() }],
        }),
        _ => Err(Refusal::Invalid(errors).into()),
    }
}
