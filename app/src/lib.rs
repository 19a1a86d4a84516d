//! All that is seen: rendered on the server and alive in the browser
