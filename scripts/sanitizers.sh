# The build options for unit tests with a sanitizer. To be sourced after lib.sh, not run.

# Sets OPTIONS for `swift build` and `swift test` to those for `address` or `thread`, each with its own build folder.
sanitizer_options() {
    OPTIONS=(
        --scratch-path ".build/sanitized/$1" --sanitize "$1" -Xswiftc -warnings-as-errors
        --explicit-target-dependency-import-check error
    )
    # The default linker, gold, cannot link code with the address sanitizer.
    if [ "$(uname -s)" = Linux ]; then OPTIONS+=(-Xswiftc -use-ld=lld); fi
    if [ "$1" = address ]; then fuzzer_options; fi
}

# Adds libFuzzer without its main function, if the toolchain has it: one build is used for tests and fuzzing.
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

# Swift never frees some of its one-time allocations. That is no leak, so the check for leaks is off.
export ASAN_OPTIONS="detect_leaks=0"
export TSAN_OPTIONS="suppressions=$ROOT/scripts/tsan-suppressions.txt"
# Swift's crash report and the sanitizers' reports interfere with each other.
export SWIFT_BACKTRACE="enable=no"
