//! How long to wait before trying again: full jitter, from 1 s to 60 s (sync.md section 5), so that many devices that lost
//! the server at once do not come back at once.

/// The longest wait after the first failure.
pub const FIRST_MS: u64 = 1_000;
/// The longest wait ever.
pub const LONGEST_MS: u64 = 60_000;

/// Milliseconds to wait after so many failures in a row: any number up to a bound that doubles with each. What the server
/// asks for (`Retry-After`) comes first.
#[must_use]
pub fn wait_ms(failures: u32, asked_ms: Option<u64>, bits: u128) -> u64 {
    let doublings = failures.saturating_sub(1).min(16);
    let most = FIRST_MS.saturating_mul(1 << doublings).min(LONGEST_MS);
    let jitter = u64::try_from(bits % (u128::from(most) + 1)).unwrap_or(most);
    asked_ms.unwrap_or(0).saturating_add(jitter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bound_doubles_from_a_second_to_a_minute() {
        let most = |failures| (0..200_000).map(|bits| wait_ms(failures, None, bits)).max().unwrap();
        assert_eq!([1, 2, 3, 6, 7, 60].map(most), [1_000, 2_000, 4_000, 32_000, 60_000, 60_000]);
    }

    #[test]
    fn any_wait_up_to_the_bound_can_come_and_none_before_the_server_asked() {
        assert_eq!(wait_ms(1, None, 1_001), 0);
        assert_eq!(wait_ms(1, None, 500), 500);
        assert_eq!(wait_ms(1, Some(5_000), 500), 5_500);
    }
}
