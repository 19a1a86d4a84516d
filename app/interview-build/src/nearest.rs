//! The nearest known name by edit distance, for “did you mean”.

/// The nearest of the names, if any is near enough: at most a third of its letters differ.
pub(crate) fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted: Vec<char> = wanted.chars().take(64).collect();
    if wanted.len() < 3 {
        return None;
    }
    let limit = (wanted.len() / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for name in names {
        let letters = name.chars().count();
        if letters.abs_diff(wanted.len()) > limit {
            continue;
        }
        let distance = distance(&wanted, name);
        let closer = best.is_none_or(|(least, other)| (distance, name) < (least, other));
        if distance <= limit && closer {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

/// Letters to insert, delete or replace, two neighbours swapped counting as one.
fn distance(wanted: &[char], name: &str) -> usize {
    let name: Vec<char> = name.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=name.len()).collect();
    for (row, letter) in wanted.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, other) in name.iter().enumerate() {
            let at = |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX - 1);
            let mut least = (at(&last, column) + usize::from(letter != other))
                .min(at(&last, column + 1) + 1)
                .min(at(&next, column) + 1);
            let swapped =
                column > 0 && row > 0 && name.get(column - 1) == Some(letter) && wanted.get(row - 1) == Some(other);
            if swapped {
                least = least.min(at(&before, column - 1) + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut last, next);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn e_07_the_nearest_name_is_found_by_edit_distance() {
        assert_eq!(nearest("asks", ["hint", "ask", "law"]), Some("ask"));
        assert_eq!(nearest("questoin", ["question", "derive"]), Some("question"));
        assert_eq!(nearest("zzz", ["question", "derive"]), None);
    }
}
