//! Components of the Design System, in Leptos and as plain strings
