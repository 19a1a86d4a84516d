//! The postcode rule against the vectors of the reference data, as they stand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use gateways::{Postcode, split_search};

#[test]
fn the_vectors_of_the_reference_data_are_read_as_they_say() {
    let mut table = csv::Reader::from_reader(include_str!("postcode_vectors.csv").as_bytes());
    let mut rows = 0;
    for row in table.records() {
        let row = row.unwrap();
        let input = row[0].replace("\\u00a0", "\u{a0}");
        let canonical = (&row[1] == "valid").then(|| row[2].to_owned());
        let read = Postcode::read(&input).map(|postcode| postcode.to_string());
        assert_eq!(read, canonical, "{input:?}: {}", &row[3]);
        if let Some(canonical) = canonical {
            let (found, rest) = split_search(&input);
            assert_eq!((found.unwrap().as_str(), rest.as_str()), (canonical.as_str(), ""), "{input:?}");
        }
        rows += 1;
    }
    assert_eq!(rows, 84);
}
