//! Element ids, made from the place of a question.

/// Id of the element of a place: `proc[018f…].proc_df_date` becomes `proc-018f…-proc_df_date`.
///
/// Only letters, digits, `_` and `-` are kept, so the id is safe in an attribute, a selector and an address. An empty
/// place or one that begins with a digit gets `q-` in front.
///
/// ```
/// assert_eq!(components::element_id("proc[018f].proc_df_date"), "proc-018f-proc_df_date");
/// ```
pub fn element_id(place: &str) -> String {
    let mut id = String::with_capacity(place.len() + 2);
    if !place.starts_with(|first: char| first.is_ascii_alphabetic()) {
        id.push_str("q-");
    }
    for sign in place.chars() {
        match sign {
            ']' => {}
            '[' | '.' => id.push('-'),
            kept if kept.is_ascii_alphanumeric() || kept == '_' || kept == '-' => id.push(kept),
            _ => id.push('_'),
        }
    }
    id
}

#[cfg(test)]
mod tests {
    use super::element_id;

    #[test]
    fn a_place_becomes_a_safe_id() {
        let check = |place: &str, expected: &str| assert_eq!(element_id(place), expected);
        check("client_name", "client_name");
        check("proc[018f-7a].proc_df_date", "proc-018f-7a-proc_df_date");
        check("a[r1].b[r2].c", "a-r1-b-r2-c");
        check("", "q-");
        check("1st", "q-1st");
        check("a\" onclick=\"x", "a__onclick__x");
    }
}
