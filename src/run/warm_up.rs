//! What is slow at the first use in a process, begun beside something that waits anyway.

use rustls::crypto::aws_lc_rs;

/// The random numbers of aws-lc may cost 50 to 115 ms at their first use in a process, where the library was built with
/// jitter entropy; that time passes in a thread, beside DNS and TCP. The variable that leaves jitter entropy out is set for
/// builds from this repository by `.cargo/config.toml`; then there is nothing to warm up.
pub(super) fn warm_up() {
    if option_env!("AWS_LC_SYS_NO_JITTER_ENTROPY") == Some("1") {
        return;
    }
    std::thread::spawn(|| {
        let provider = aws_lc_rs::default_provider();
        // Whoever needs random numbers next meets the same failure and reports it.
        let _ = provider.secure_random.fill(&mut [0; 1]);
    });
}
