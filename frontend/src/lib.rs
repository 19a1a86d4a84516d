//! The browser entry: hydrates the shell, mounts the wizard, knows the device
