"""The platforms that can bring a previous release back, each behind the same few acts."""
