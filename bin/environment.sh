# Sourced by bin/run and bin/test: a virtual environment with exactly the pinned packages.
# Usage: prepare requirements.txt|requirements-models.txt|requirements-dev.txt
#        prepare requirements-meaning.txt --no-deps    (on top of one of the others)

prepare() {
    requirements=$1
    without=${2:-}
    if [ ! -x .venv/bin/python ]; then
        python=$(find_python) || {
            echo "Slipway needs Python 3.11 or newer. Install it from https://www.python.org/downloads/" >&2
            exit 2
        }
        echo "Making a virtual environment in .venv with $("$python" --version)" >&2
        "$python" -m venv .venv || {
            echo "That did not work. On Debian and Ubuntu: sudo apt install python3-venv" >&2
            exit 2
        }
    fi
    wanted=$(cksum <"$requirements")
    # The development pins hold the others too, so either stamp will do for bin/run.
    if [ "$(cat ".venv/.installed-$requirements" 2>/dev/null)" != "$wanted" ]; then
        echo "Installing the pinned packages (a minute or two, the first time only)" >&2
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes $without \
            --requirement "$requirements" >&2 || {
            echo "The packages could not be installed. Check your internet connection and run this again." >&2
            exit 2
        }
        echo "$wanted" >".venv/.installed-$requirements"
    fi
}

find_python() {
    # pyenv refuses every name when .python-version asks for one it has not; take what it has.
    if command -v pyenv >/dev/null 2>&1 && ! python3 -c '' 2>/dev/null; then
        PYENV_VERSION=$(pyenv versions --bare | grep -E '^3\.1[1-9]' | tail -n 1)
        export PYENV_VERSION
    fi
    for candidate in python3.14 python3.13 python3.12 python3.11 python3 python; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return 0
        fi
    done
    return 1
}
