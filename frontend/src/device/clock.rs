//! The browser's clock and dice.

use operations::Timestamp;

/// Now, by the device's clock; `None` where it says nonsense.
pub(crate) fn now() -> Option<Timestamp> {
    #[allow(clippy::cast_possible_truncation, reason = "milliseconds since 1970 lie far within an i64")]
    let milliseconds = js_sys::Date::now() as i64;
    Timestamp::from_milliseconds(milliseconds)
}

/// 128 bits from the browser's cryptographic generator.
pub(crate) fn bits() -> u128 {
    let mut bytes = [0_u8; 16];
    let is_filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if !is_filled {
        leptos::logging::error!("The browser gave no random numbers.");
    }
    u128::from_be_bytes(bytes)
}
