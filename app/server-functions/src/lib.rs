//! What a screen may ask of the server
