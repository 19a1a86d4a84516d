//! Whether a value is one of a type. Options are not judged here: one that is gone is a named problem, not a refusal.

use crate::package::Type;
use crate::value::Value;

/// Whether a value has the type. A set must have members, a text characters.
#[must_use]
pub fn fits(value: &Value, value_type: Type) -> bool {
    match (value, value_type) {
        (Value::Choices(set), Type::Choices) => !set.is_empty(),
        (Value::Rows(set), Type::Rows(_)) => !set.is_empty(),
        (Value::Text(text), Type::Text { .. }) => !text.is_empty(),
        (Value::YesNo(_), Type::YesNo)
        | (Value::Choice(_), Type::Choice)
        | (Value::Date(_), Type::Date)
        | (Value::Period(_), Type::Period)
        | (Value::Money(_), Type::Money)
        | (Value::Count(_), Type::Count)
        | (Value::Rate(_), Type::Rate)
        | (Value::Files(_), Type::Files)
        | (Value::List(_), Type::List)
        | (Value::Row(_), Type::Row(_)) => true,
        _ => false,
    }
}
