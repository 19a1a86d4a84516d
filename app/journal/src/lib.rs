//! What the device keeps and sends
