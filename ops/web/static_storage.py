"""Static files under names that hold their hash, the modules that scripts import included."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Also rewrites ``import`` in scripts, so that a deploy never mixes old and new modules."""

    support_js_module_import_aggregation = True
