//! The client of the address look-up against its simulator: found, none found, and every way to be unavailable.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::sync::Arc;
use std::time::Duration;

use gateways::{
    ADDRESS_REPLY_LIMIT_BYTES, AddressLookup, AddressLookupFailure, AddressLookupSettings, AddressSearch, FoundAddress,
    HttpAddressLookup, Outage, UnreadableReply,
};
use simulators::{AddressSimulator, Control, Mode};

type Outcome = Result<Vec<FoundAddress>, AddressLookupFailure>;

const SHORT_LIMIT: Duration = Duration::from_millis(50);

async fn simulator() -> AddressSimulator {
    simulators::spawn().await.unwrap().addresses
}

async fn find(simulator: &AddressSimulator, typed: &str) -> Outcome {
    let settings = AddressLookupSettings::default();
    let lookup: Arc<dyn AddressLookup> = Arc::new(HttpAddressLookup::new(&simulator.url(), settings).unwrap());
    lookup.find(&AddressSearch::read(typed).unwrap()).await
}

fn texts(outcome: &Outcome) -> Vec<&str> {
    outcome.as_ref().unwrap().iter().map(|address| address.text.as_str()).collect()
}

fn outage(outcome: &Outcome) -> Outage {
    match outcome {
        Err(AddressLookupFailure::Unavailable(outage)) => *outage,
        Ok(_) => panic!("a list"),
    }
}

#[tokio::test]
async fn addresses_at_a_postcode_are_found_in_order() {
    let simulator = simulator().await;
    let found = find(&simulator, "aq12bx").await;
    assert_eq!(
        texts(&found),
        [
            "Flat 1, 18 Quarry Lane, Eastmoor, AQ1 2BX",
            "Flat 2, 18 Quarry Lane, Eastmoor, AQ1 2BX",
            "Flat 3, 18 Quarry Lane, Eastmoor, AQ1 2BX",
            "20 Quarry Lane, Eastmoor, AQ1 2BX",
        ]
    );
    let third = &found.unwrap()[2];
    assert_eq!(third.lines, ["Flat 3", "18 Quarry Lane"]);
    assert_eq!((third.town.as_str(), third.postcode.as_str()), ("Eastmoor", "AQ1 2BX"));
    assert_eq!(third.id, "flat_3_18_quarry_lane_eastmoor_aq1_2bx");
}

/// Each of them is the only one, so that it is chosen before anyone looks.
#[tokio::test]
async fn every_address_of_the_personas_is_found_by_what_they_type() {
    let simulator = simulator().await;
    for address in [
        "Flat 3, 18 Quarry Lane, Eastmoor, AQ1 2BX",
        "44 Larch Avenue, Eastmoor, AQ3 7LH",
        "31 Furnace Row, Eastmoor, AQ2 8FR",
        "Block 4, Room 12, Marsden Barracks, Eastmoor, AQ7 3NB",
        "88 Beacon Hill, Eastmoor, AQ6 2BH",
        "5 Harbour Walk, Eastmoor, AQ8 4HW",
        "The Old Forge, Mill Lane, Eastmoor, AQ9 1NL",
        "17 Chandler Street, Eastmoor, AQ2 2ES",
        "Petherick and Eversholt LLP, 3 Market Cross, Eastmoor, AQ1 1NX",
    ] {
        assert_eq!(texts(&find(&simulator, address).await), [address]);
    }
}

#[tokio::test]
async fn none_found_is_an_empty_list_and_no_failure() {
    let simulator = simulator().await;
    for typed in ["SW1A 1AA", "AQ1 2BX, 99", "AQ1 2BX & Sons=?/#%"] {
        assert_eq!(find(&simulator, typed).await, Ok(Vec::new()), "{typed}");
    }
    simulator.set(Control::mode(Mode::No));
    assert_eq!(find(&simulator, "AQ1 2BX").await, Ok(Vec::new()));
}

#[tokio::test]
async fn unavailable_is_never_none_found_and_is_not_tried_again() {
    let simulator = simulator().await;
    assert_eq!(outage(&find(&simulator, "AQ0 0XX").await), Outage::HttpStatus(503));
    assert_eq!(simulator.queries(), 1);
    for (mode, expected) in [
        (Mode::Unavailable, Outage::HttpStatus(503)),
        (Mode::WrongType, Outage::Unreadable(UnreadableReply::WrongType)),
        (Mode::WrongReference, Outage::Unreadable(UnreadableReply::WrongReference)),
        (Mode::TooLarge, Outage::TooLarge { limit_bytes: ADDRESS_REPLY_LIMIT_BYTES }),
    ] {
        simulator.set(Control::mode(mode));
        assert_eq!(outage(&find(&simulator, "AQ1 2BX").await), expected);
    }
    assert_eq!(simulator.queries(), 5);
}

#[tokio::test]
async fn a_late_reply_is_unavailable_at_the_time_limit() {
    let simulator = simulator().await;
    let lookup = HttpAddressLookup::new(&simulator.url(), AddressLookupSettings { time_limit: SHORT_LIMIT }).unwrap();
    let late = AddressSearch::read("AQ0 1XX").unwrap();
    assert_eq!(outage(&lookup.find(&late).await), Outage::NoReplyInTime(SHORT_LIMIT));
    simulator.set(Control::slow(60_000));
    let slowed = AddressSearch::read("AQ1 2BX").unwrap();
    assert_eq!(outage(&lookup.find(&slowed).await), Outage::NoReplyInTime(SHORT_LIMIT));
}

#[tokio::test]
async fn a_reply_spoilt_anywhere_is_unavailable() {
    let simulator = simulator().await;
    for position in (0..250).step_by(25) {
        simulator.set(Control { mode: Mode::Garbled, position: Some(position), ..Control::default() });
        let garbled = find(&simulator, "AQ1 2BX").await;
        assert_eq!(outage(&garbled), Outage::Unreadable(UnreadableReply::NotJson), "garbled at {position}");
        simulator.set(Control { mode: Mode::Cut, position: Some(position), ..Control::default() });
        let cut = find(&simulator, "AQ1 2BX").await;
        assert_eq!(outage(&cut), Outage::Unreadable(UnreadableReply::NotJson), "cut at {position}");
        simulator.set(Control { mode: Mode::Dropped, position: Some(position), ..Control::default() });
        assert_eq!(outage(&find(&simulator, "AQ1 2BX").await), Outage::ConnectionLost, "dropped at {position}");
    }
}

#[tokio::test]
async fn nobody_listening_is_unavailable() {
    let address = simulator().await.url();
    let lookup = HttpAddressLookup::new(&address, AddressLookupSettings::default()).unwrap();
    // The simulator went with the end of its statement; its task ends when the runtime gets to it.
    while std::net::TcpStream::connect(address.trim_start_matches("http://")).is_ok() {
        tokio::task::yield_now().await;
    }
    let outcome = lookup.find(&AddressSearch::read("AQ1 2BX 18 Quarry Lane").unwrap()).await;
    assert_eq!(outage(&outcome), Outage::NotConnected);
    let said = format!("{0} {0:?}", outcome.unwrap_err());
    assert!(!said.contains("AQ1") && !said.contains("127.0.0.1"), "{said}");
}
