import Foundation
import Testing

@testable import CounterStack

@Suite("The folder of the page")
struct PageFolderTests {
    private let package: WebPackage
    private let folder: PageFolder

    init() throws {
        package = try WebPackage([
            "index.html": "page", "a-b_c.min.js": "script", ".hidden": "secret", "README": "text",
        ])
        folder = PageFolder(path: package.path + "/web")
    }

    @Test("gives its files by their exact names, as they are now")
    func files() throws {
        #expect(folder.file(named: "index.html")?.bytes == Array("page".utf8))
        #expect(folder.file(named: "a-b_c.min.js")?.bytes == Array("script".utf8))
        try package.write("changed", as: "web/index.html")
        #expect(folder.file(named: "index.html")?.bytes == Array("changed".utf8))
    }

    @Test(
        "gives nothing else",
        arguments: [
            "", ".", "..", "../Package.swift", "../config/local.json", "/etc/passwd", ".hidden", "index.html/", "index",
            "%2e%2e/Package.swift", "..%2fPackage.swift", "index.html\u{0}", "index.html\u{0}.js", "sub",
            "sub/page.html",
            "link.html", "out.html", "a b", "índex.html", "~", "-", "_", "pipe", "./index.html", "..\\Package.swift",
        ])
    func others(_ name: String) throws {
        let web = package.path + "/web"
        let manager = FileManager.default
        try manager.createDirectory(atPath: web + "/sub", withIntermediateDirectories: true)
        try package.write("inner", as: "web/sub/page.html")
        try manager.createSymbolicLink(atPath: web + "/link.html", withDestinationPath: "index.html")
        try manager.createSymbolicLink(atPath: web + "/out.html", withDestinationPath: "/etc/passwd")
        #expect(mkfifo(web + "/pipe", 0o600) == 0)
        #expect(folder.file(named: name) == nil)
    }

    @Test("gives nothing of a link that replaces a file at any moment", .timeLimit(.minutes(2)))
    func replaced() throws {
        let web = package.path + "/web"
        try package.write("secret", as: "secret")
        try package.write("page", as: "web/swapped.html")
        let swapping = Thread {
            let manager = FileManager.default
            while !Thread.current.isCancelled {
                try? manager.createSymbolicLink(atPath: "\(web)/link", withDestinationPath: "../secret")
                rename("\(web)/link", "\(web)/swapped.html")
                try? Data("page".utf8).write(to: URL(filePath: "\(web)/file"))
                rename("\(web)/file", "\(web)/swapped.html")
            }
        }
        swapping.start()
        defer { swapping.cancel() }
        var (links, pages) = (0, 0)
        // Until both were seen often enough.
        while links < 500 || pages < 500 {
            guard let file = folder.file(named: "swapped.html") else {
                links += 1
                continue
            }
            pages += 1
            try #require(file.bytes == Array("page".utf8))
        }
    }

    @Test("gives no file that is too large for a page")
    func tooLarge() throws {
        let path = package.path + "/web/film.webp"
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.truncate(atOffset: UInt64(PageFolder.maximumBytes) + 1)
        #expect(folder.file(named: "film.webp") == nil)
        try file.truncate(atOffset: 3)
        try file.close()
        #expect(folder.file(named: "film.webp")?.contentType == "image/webp")
    }

    @Test(
        "says what each is",
        arguments: [
            ("a.html", "text/html; charset=utf-8"), ("a.js", "text/javascript; charset=utf-8"),
            ("a.css", "text/css; charset=utf-8"), ("a.svg", "image/svg+xml"), ("a.PNG", "image/png"),
            ("a.txt", "text/plain; charset=utf-8"), ("a.html.exe", "application/octet-stream"),
            ("html", "application/octet-stream"), ("a", "application/octet-stream"),
        ])
    func types(_ name: String, _ type: String) throws {
        try package.write("x", as: "web/\(name)")
        #expect(folder.file(named: name)?.contentType == type)
    }

    @Test("that is missing has no files")
    func missing() { #expect(PageFolder(path: package.path + "/none").file(named: "index.html") == nil) }
}
