//! How deeply braces and comments are nested, found before the KDL reader recurses into them.

/// Blocks inside each other that are read; more is refused (D107).
pub(crate) const DEEPEST: usize = 32;

/// The byte offset where nesting passes [`DEEPEST`], if it does.
pub(crate) fn too_deep(text: &str) -> Option<usize> {
    let mut scan = Scan { text: text.as_bytes(), at: 0 };
    let mut depth = 0_usize;
    while let Some(byte) = scan.peek(0) {
        match byte {
            b'{' => {
                depth += 1;
                if depth > DEEPEST {
                    return Some(scan.at);
                }
                scan.at += 1;
            }
            b'}' => {
                depth = depth.saturating_sub(1);
                scan.at += 1;
            }
            b'"' => scan.quoted(0),
            b'#' => scan.raw(),
            b'/' if scan.peek(1) == Some(b'/') => scan.line(),
            b'/' if scan.peek(1) == Some(b'*') => {
                if let Some(place) = scan.comment() {
                    return Some(place);
                }
            }
            _ => scan.at += 1,
        }
    }
    None
}

struct Scan<'a> {
    text: &'a [u8],
    at: usize,
}

impl Scan<'_> {
    fn peek(&self, ahead: usize) -> Option<u8> {
        self.text.get(self.at + ahead).copied()
    }

    fn line(&mut self) {
        while self.peek(0).is_some_and(|byte| byte != b'\n') {
            self.at += 1;
        }
    }

    fn comment(&mut self) -> Option<usize> {
        let mut depth = 0_usize;
        loop {
            match (self.peek(0)?, self.peek(1)) {
                (b'/', Some(b'*')) => {
                    depth += 1;
                    if depth > DEEPEST {
                        return Some(self.at);
                    }
                    self.at += 2;
                }
                (b'*', Some(b'/')) => {
                    depth -= 1;
                    self.at += 2;
                    if depth == 0 {
                        return None;
                    }
                }
                _ => self.at += 1,
            }
        }
    }

    fn raw(&mut self) {
        let mut signs = 0;
        while self.peek(0) == Some(b'#') {
            signs += 1;
            self.at += 1;
        }
        if self.peek(0) == Some(b'"') {
            self.quoted(signs);
        }
    }

    /// A string that ends at as many quotes as it began with and `signs` number signs; an open one ends with its line.
    fn quoted(&mut self, signs: usize) {
        let three = self.peek(1) == Some(b'"') && self.peek(2) == Some(b'"');
        let quotes = if three { 3 } else { 1 };
        self.at += quotes;
        while let Some(byte) = self.peek(0) {
            if byte == b'\\' && signs == 0 {
                self.at += 2;
            } else if byte == b'"' && self.closes(quotes, signs) {
                self.at += quotes + signs;
                return;
            } else if byte == b'\n' && !three {
                return;
            } else {
                self.at += 1;
            }
        }
    }

    fn closes(&self, quotes: usize, signs: usize) -> bool {
        (0..quotes).all(|ahead| self.peek(ahead) == Some(b'"'))
            && (0..signs).all(|ahead| self.peek(quotes + ahead) == Some(b'#'))
    }
}

#[cfg(test)]
mod tests {
    use super::{DEEPEST, too_deep};

    #[test]
    fn e_05_only_braces_outside_strings_and_comments_count() {
        let open = "a {".repeat(DEEPEST + 1);
        assert_eq!(too_deep(&open), Some(3 * DEEPEST + 2));
        assert_eq!(too_deep(&format!("a \"{open}\" // {open}\n/* {open} */ b #\"{open}\"#")), None);
        assert!(too_deep(&"/*".repeat(DEEPEST + 1)).is_some());
    }
}
