//! The report on an audit: what it shows, and that JSON holds what the text does.
