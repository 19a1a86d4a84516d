//! Escaping of texts and attributes (SEC-92).

/// A text or attribute value, escaped: `<`, `>`, `&` and both quotes; a NUL, which HTML does not allow, becomes U+FFFD.
///
/// ```
/// assert_eq!(components::plain::escape("</textarea><script>"), "&lt;/textarea&gt;&lt;script&gt;");
/// ```
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\0' => escaped.push('\u{fffd}'),
            other => escaped.push(other),
        }
    }
    escaped
}

/// The content of a `<textarea>`: escaped, and a first line break doubled, since a browser drops the one right after the
/// tag.
pub fn escape_textarea(text: &str) -> String {
    let escaped = escape(text);
    if text.starts_with(['\n', '\r']) { format!("\n{escaped}") } else { escaped }
}

#[cfg(test)]
mod tests {
    use super::{escape, escape_textarea};

    #[test]
    fn sec_92_every_sign_that_means_something_is_escaped() {
        let check = |text: &str, expected: &str| assert_eq!(escape(text), expected);
        check("<b>&\"'", "&lt;b&gt;&amp;&quot;&#39;");
        check("a\0b", "a\u{fffd}b");
        check("ŵ £1,250.50", "ŵ £1,250.50");
    }

    #[test]
    fn sec_92_a_first_line_break_of_a_textarea_is_kept() {
        assert_eq!(escape_textarea("\nline"), "\n\nline");
        assert_eq!(escape_textarea("\r\nline"), "\n\r\nline");
        assert_eq!(escape_textarea("line\n"), "line\n");
    }
}
