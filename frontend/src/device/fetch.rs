//! Requests to the server this page came from.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Request, RequestInit, Response};

/// Status and body of a reply; `None` where none came.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
    /// `Retry-After`, in milliseconds.
    pub(crate) asked_ms: Option<u64>,
}

/// Reads an address.
pub(crate) async fn get(address: &str) -> Option<Reply> {
    let options = RequestInit::new();
    options.set_method("GET");
    request(address, &options).await
}

/// Posts JSON. `keepalive` lets it outlive the page.
pub(crate) async fn post(address: &str, body: &str, keepalive: bool) -> Option<Reply> {
    let options = RequestInit::new();
    options.set_method("POST");
    options.set_body(&JsValue::from_str(body));
    // Keepalive requests share 64 KiB; a larger body goes without.
    if keepalive && body.len() < 60 * 1024 {
        let _ = js_sys::Reflect::set(&options, &"keepalive".into(), &JsValue::TRUE);
    }
    let headers = js_sys::Object::new();
    for (name, value) in
        [("content-type", "application/json"), ("accept", "application/json"), ("x-client", "rushcliffe")]
    {
        let _ = js_sys::Reflect::set(&headers, &name.into(), &value.into());
    }
    let _ = js_sys::Reflect::set(&options, &"headers".into(), &headers);
    request(address, &options).await
}

async fn request(address: &str, options: &RequestInit) -> Option<Reply> {
    let window = web_sys::window()?;
    let request = Request::new_with_str_and_init(address, options).ok()?;
    let response: Response = JsFuture::from(window.fetch_with_request(&request)).await.ok()?.dyn_into().ok()?;
    let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    let asked = response.headers().get("retry-after").ok().flatten();
    Some(Reply {
        status: response.status(),
        body: js_sys::Uint8Array::new(&buffer).to_vec(),
        asked_ms: asked.and_then(|seconds| seconds.parse::<u64>().ok()).map(|seconds| seconds.saturating_mul(1_000)),
    })
}
