import Files
import Testing

@Suite("Paths")
struct FilePathTests {
    @Test(
        "have a parent and a name",
        arguments: [
            ("/a/b", "/a", "b"), ("a", ".", "a"), ("/a", "/", "a"), ("a/b/", "a", "b"), ("a//b", "a", "b"),
            ("./x", ".", "x"), ("/a/é/b", "/a/é", "b"),
        ])
    func parts(path: String, parent: String, name: String) {
        #expect(FilePath.parent(of: path) == parent)
        #expect(FilePath.name(of: path) == name)
    }

    @Test("join")
    func join() {
        #expect(FilePath.join("/a", "b") == "/a/b")
        #expect(FilePath.join("/a/", "b") == "/a/b")
        #expect(FilePath.join("a", "/b") == "/b")
        #expect(FilePath.join("", "b") == "b")
    }
}
