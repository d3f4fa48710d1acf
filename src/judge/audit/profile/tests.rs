//! Profiles: what they read and how they grade.
