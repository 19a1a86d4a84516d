//! Asks the address look-up: `GET` with `postcode` and, if typed, `building`; the reply is a JSON list.
//!
//! Left out: TLS until delivery H (`endpoint`), and trying again.

use serde::Deserialize;

use super::found_address::without_doubles;
use super::{
    ADDRESS_REPLY_LIMIT_BYTES, AddressLookup, AddressLookupFailure, AddressLookupSettings, AddressSearch, FoundAddress,
    MOST_ADDRESSES, Postcode,
};
use crate::endpoint::Endpoint;
use crate::reply::exchange;
use crate::{BoxFuture, EndpointProblem, Outage, UnreadableReply};

const MOST_LINES: usize = 6;
const MOST_LINE_CHARACTERS: usize = 100;

/// The address look-up behind an address.
#[derive(Clone)]
pub struct HttpAddressLookup {
    endpoint: Endpoint,
    settings: AddressLookupSettings,
}

/// An address as it comes.
#[derive(Deserialize)]
struct SentAddress {
    lines: Vec<String>,
    town: String,
    postcode: String,
}

impl HttpAddressLookup {
    /// Checks the address of the service; asks nothing yet.
    pub fn new(address: &str, settings: AddressLookupSettings) -> Result<Self, EndpointProblem> {
        Ok(Self { endpoint: Endpoint::new(address)?, settings })
    }

    async fn ask(&self, search: &AddressSearch) -> Result<Vec<FoundAddress>, AddressLookupFailure> {
        let mut url = self.endpoint.url.clone();
        url.query_pairs_mut().append_pair("postcode", search.postcode.as_str());
        if !search.building.is_empty() {
            url.query_pairs_mut().append_pair("building", &search.building);
        }
        let request = self.endpoint.client.get(url);
        let reply = exchange(request, self.settings.time_limit, ADDRESS_REPLY_LIMIT_BYTES).await?;
        if reply.status != 200 {
            return Err(Outage::HttpStatus(reply.status).into());
        }
        if reply.media_type != "application/json" {
            return Err(Outage::from(UnreadableReply::WrongType).into());
        }
        Ok(read_list(&reply.body, &search.postcode).map_err(Outage::from)?)
    }
}

impl AddressLookup for HttpAddressLookup {
    fn find<'a>(&'a self, search: &'a AddressSearch) -> BoxFuture<'a, Result<Vec<FoundAddress>, AddressLookupFailure>> {
        Box::pin(self.ask(search))
    }
}

fn read_list(body: &[u8], searched: &Postcode) -> Result<Vec<FoundAddress>, UnreadableReply> {
    let sent: Vec<SentAddress> = serde_json::from_slice(body).map_err(|_| UnreadableReply::NotJson)?;
    if sent.len() > MOST_ADDRESSES {
        return Err(UnreadableReply::TooMuch);
    }
    let read = sent.into_iter().map(|address| read_address(address, searched));
    Ok(without_doubles(read.collect::<Result<Vec<_>, _>>()?))
}

fn read_address(sent: SentAddress, searched: &Postcode) -> Result<FoundAddress, UnreadableReply> {
    // An address somewhere else is the reply to another request.
    let postcode = Postcode::read(&sent.postcode).filter(|postcode| postcode == searched);
    let postcode = postcode.ok_or(UnreadableReply::WrongReference)?;
    let lines: Vec<String> =
        sent.lines.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    let town = sent.town.trim().to_owned();
    let all_parts = || lines.iter().chain([&town]);
    if lines.len() > MOST_LINES || all_parts().any(|part| part.chars().count() > MOST_LINE_CHARACTERS) {
        return Err(UnreadableReply::TooMuch);
    }
    if lines.is_empty() || town.is_empty() || all_parts().any(|part| part.chars().any(char::is_control)) {
        return Err(UnreadableReply::WrongShape);
    }
    Ok(FoundAddress::new(lines, town, &postcode))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, expected: Result<usize, UnreadableReply>) {
        let searched = Postcode::read("AQ1 2BX").unwrap();
        assert_eq!(read_list(body.as_bytes(), &searched).map(|found| found.len()), expected, "{body}");
    }

    fn address(lines: &str, town: &str, postcode: &str) -> String {
        format!(r#"{{"lines":{lines},"town":"{town}","postcode":"{postcode}"}}"#)
    }

    #[test]
    fn only_a_whole_list_of_addresses_at_the_postcode_is_read() {
        check("[]", Ok(0));
        check(&format!("[{}]", address(r#"["Flat 3", ""]"#, "Eastmoor", "aq12bx")), Ok(1));
        check(r#"[{"lines":["1 A"],"town":"B","postcode":"AQ1 2BX","more":1}]"#, Ok(1));
        for body in ["", "null", "{}", "[", "[null]", "[[]]", r#"{"addresses":[]}"#, "[]x", r#"[{"lines":["1 A"]}]"#] {
            check(body, Err(UnreadableReply::NotJson));
        }
        for (lines, town) in [("[]", "Eastmoor"), (r#"[" "]"#, "Eastmoor"), (r#"["1"]"#, " "), (r#"["1\n2"]"#, "E")] {
            check(&format!("[{}]", address(lines, town, "AQ1 2BX")), Err(UnreadableReply::WrongShape));
        }
        for postcode in ["", "AQ1 2BY", "none"] {
            check(&format!("[{}]", address(r#"["1"]"#, "E", postcode)), Err(UnreadableReply::WrongReference));
        }
        let long = format!(r#"["{}"]"#, "a".repeat(101));
        check(&format!("[{}]", address(&long, "E", "AQ1 2BX")), Err(UnreadableReply::TooMuch));
        let many = vec![address(r#"["1"]"#, "E", "AQ1 2BX"); 201].join(",");
        check(&format!("[{many}]"), Err(UnreadableReply::TooMuch));
    }
}
