# How the unit tests are built with a sanitizer. Sourced, never run; lib.sh comes before it.

# The options of `swift build` and `swift test` for `address` or `thread`, in OPTIONS. Each has a build of its own.
sanitizer_options() {
    OPTIONS=(
        --scratch-path ".build/sanitized/$1" --sanitize "$1" -Xswiftc -warnings-as-errors
        --explicit-target-dependency-import-check error
    )
    # gold, the default, cannot link what the address sanitizer makes.
    if [ "$(uname -s)" = Linux ]; then OPTIONS+=(-Xswiftc -use-ld=lld); fi
    if [ "$1" = address ]; then fuzzer_options; fi
}

# Adds libFuzzer without its main function, where the toolchain has it: one build serves tests and fuzzing.
fuzzer_options() {
    local library
    library="$(swiftc -print-target-info | "$PYTHON" -I -c '
import json, platform, sys
folder = json.load(sys.stdin)["paths"]["runtimeResourcePath"]
print(f"{folder}/clang/lib/linux/libclang_rt.fuzzer_no_main-{platform.machine()}.a")')"
    [ -f "$library" ] || return 0
    OPTIONS+=(
        -Xswiftc -sanitize-coverage=edge,trace-cmp,inline-8bit-counters,pc-table
        -Xlinker -uLLVMFuzzerRunDriver -Xlinker --export-dynamic-symbol=LLVMFuzzerRunDriver
        -Xlinker "$library" -Xlinker -lstdc++
    )
}

# What the sanitizers are told: Swift keeps what it allocates once for ever, which is no leak.
export ASAN_OPTIONS="detect_leaks=0"
export TSAN_OPTIONS="suppressions=$ROOT/scripts/tsan-suppressions.txt"
# Swift's own report of a crash and the sanitizers' get into each other's way.
export SWIFT_BACKTRACE="enable=no"
