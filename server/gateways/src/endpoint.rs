//! The address of a service, and the HTTP client that asks there.
//!
//! Left out: TLS, which comes with delivery H. Until then only addresses of this machine are taken (a simulator, or
//! a proxy that adds TLS), because what we send is personal.

use std::net::IpAddr;

use reqwest::{Client, Url, redirect};

/// Why an address of a service cannot be used. Names no part of the address: it may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EndpointProblem {
    /// It cannot be read as an address.
    #[error("the address of the service is not a URL")]
    NotAnAddress,
    /// Only `http` is spoken until delivery H brings TLS.
    #[error("the address of the service must begin with http://; TLS is not built in")]
    NotHttp,
    /// What is personal does not leave this machine unencrypted.
    #[error("without TLS the address of the service must be of this machine (127.0.0.1, ::1 or localhost)")]
    NotThisMachine,
    /// Name and password, a query or a fragment have no place there.
    #[error("the address of the service must not hold a password, a query or a fragment")]
    TooMuchInIt,
    /// The HTTP client could not be made.
    #[error("the HTTP client could not be made")]
    NoClient,
}

/// A checked address with the client that asks there.
#[derive(Clone)]
pub(crate) struct Endpoint {
    pub(crate) url: Url,
    pub(crate) client: Client,
}

impl Endpoint {
    /// Reads the address; sends nothing.
    pub(crate) fn new(address: &str) -> Result<Self, EndpointProblem> {
        let url = Url::parse(address).map_err(|_| EndpointProblem::NotAnAddress)?;
        if url.scheme() != "http" {
            return Err(EndpointProblem::NotHttp);
        }
        if !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
            return Err(EndpointProblem::TooMuchInIt);
        }
        if !url.host_str().is_some_and(is_this_machine) {
            return Err(EndpointProblem::NotThisMachine);
        }
        // Neither a redirect nor a proxy of the surroundings may carry a person's details anywhere else.
        let client = Client::builder()
            .redirect(redirect::Policy::none())
            .no_proxy()
            .build()
            .map_err(|_| EndpointProblem::NoClient)?;
        Ok(Self { url, client })
    }
}

fn is_this_machine(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, expected: Option<EndpointProblem>) {
        assert_eq!(Endpoint::new(address).err(), expected, "{address}");
    }

    #[test]
    fn only_plain_addresses_of_this_machine_are_taken() {
        check("http://127.0.0.1:3101", None);
        check("http://127.8.9.10/check", None);
        check("http://localhost:3101/", None);
        check("http://[::1]:3101", None);
        check("", Some(EndpointProblem::NotAnAddress));
        check("127.0.0.1:3101", Some(EndpointProblem::NotAnAddress));
        check("https://127.0.0.1:3101", Some(EndpointProblem::NotHttp));
        check("file:///etc/hosts", Some(EndpointProblem::NotHttp));
        check("http://benefits.example:3101", Some(EndpointProblem::NotThisMachine));
        check("http://localhost.benefits.example/", Some(EndpointProblem::NotThisMachine));
        check("http://10.0.0.1:3101", Some(EndpointProblem::NotThisMachine));
        check("http://name:word@127.0.0.1:3101", Some(EndpointProblem::TooMuchInIt));
        check("http://127.0.0.1:3101/?key=1", Some(EndpointProblem::TooMuchInIt));
    }
}
