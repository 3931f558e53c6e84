import Domain
import Testing
import TextAnalysis

/// Folded words and their stems as the Snowball project's own implementation gives them, folded.
private let german: [(String, String)] = [
  ("hauser", "haus"), ("strasse", "strass"), ("grosse", "gross"), ("aufeinanderfolgenden", "aufeinanderfolg"),
  ("bucher", "buch"), ("sauer", "sau"), ("quelle", "quell"), ("musste", "musst"), ("fuessen", "fuss"),
  ("schoener", "schon"), ("systemen", "system"), ("systeme", "system"), ("katers", "kat"),
  ("jahrlich", "jahrlich"), ("haftigkeit", "haftig"), ("freundlichkeit", "freundlich"),
  ("fahrerinnen", "fahr"),
  ("lehrerin", "lehr"), ("mechanikerin", "mechan"), ("kategorischen", "kategor"), ("ubel", "ubel"),
  ("maus", "maus"), ("lust", "lust"), ("bremsen", "brems"), ("bremse", "brems"), ("bremsbelag", "bremsbelag"),
  ("bremsbelage", "bremsbelag"), ("olwechsel", "olwechsel"), ("olfilter", "olfilt"), ("reifen", "reif"),
  ("reifens", "reif"), ("rechnungen", "rechnung"), ("rechnung", "rechnung"), ("prufung", "prufung"),
  ("prufungen", "prufung"), ("gepruft", "gepruft"), ("werkstatten", "werkstatt"), ("werkstatt", "werkstatt"),
  ("kunden", "kund"), ("kundinnen", "kundinn"), ("ergebnisse", "ergebnis"), ("ergebnissen", "ergebnis"),
  ("wagen", "wag"), ("handeln", "handel"), ("handelns", "handel"), ("planet", "planet"),
  ("internet", "internet"), ("ticket", "ticket"), ("billet", "bill"), ("trotzdem", "trotzd"),
  ("wichtigkeit", "wichtig"), ("beweglichkeit", "beweg"), ("belanglosen", "belanglos"),
  ("schnellste", "schnell"), ("kleinste", "klein"), ("zwingend", "zwingend"), ("richtige", "richtig"),
  ("eigentum", "eigentum"), ("mogliche", "moglich"), ("moglichkeit", "moglich"), ("quer", "quer"),
  ("neue", "neu"), ("treue", "treu"), ("steuer", "steu"), ("motoren", "motor"), ("elektronik", "elektron"),
  ("elektrisch", "elektr"), ("politik", "polit"), ("energisch", "energ"), ("hans'", "hans"),
  ("auto's", "auto"),
]
private let indonesian: [(String, String)] = [
  ("mengerjakan", "erja"), ("pekerjaan", "kerja"), ("dipakai", "paka"), ("bukunya", "buku"),
  ("memperbaiki", "baik"), ("perbaikan", "baik"), ("penjualan", "jual"), ("menyapu", "sapu"),
  ("pengiriman", "irim"), ("berjalan", "jalan"), ("belajar", "ajar"), ("pelajar", "ajar"),
  ("mempelajari", "ajar"), ("terbaik", "baik"), ("kendaraannya", "ndara"), ("bacalah", "baca"),
  ("diambil", "ambil"), ("keluaran", "luar"), ("bekerja", "kerja"), ("pekerja", "kerja"),
  ("terpakai", "paka"),
  ("memakai", "paka"), ("pemakaian", "pakai"), ("diservis", "servis"), ("penggantian", "ganti"),
  ("mengganti", "ganti"), ("kerusakan", "rusak"), ("dirusak", "rusak"), ("sepeda", "sepeda"),
  ("mobil", "mobil"), ("mobilnya", "mobil"), ("rem", "rem"), ("remnya", "remnya"), ("makanan", "makan"),
  ("makan", "makan"), ("bagikan", "bagi"), ("nyanyikan", "nyanyi"), ("apakah", "apa"), ("siapapun", "siapa"),
  ("bukumu", "buku"),
]

@Test(arguments: german) func germanStems(word: String, expected: String) {
  #expect(GermanStemmer().stem(word) == expected)
}

@Test(arguments: indonesian) func indonesianStems(word: String, expected: String) {
  #expect(IndonesianStemmer().stem(word) == expected)
}

@Test(arguments: [
  "", "a", "ab", "2ohuswkkx", "5w-30", "\u{4E2D}\u{6587}", String(repeating: "s", count: 200),
])
func otherWordsAreLeftAlone(word: String) {
  #expect(GermanStemmer().stem(word) == word)
  #expect(IndonesianStemmer().stem(word) == word)
}

@Test(
  arguments: [
    (.english, "Which brakes are the best?", ["brake", "best"]),
    (.german, "Welche Bremsbeläge sind für die Straße?", ["bremsbelag", "strass"]),
    (.indonesian, "Berapa harga perbaikan mobil itu?", ["harga", "baik", "mobil"]),
  ] as [(Language, String, [String])])
func theLanguageDecides(language: Language, text: String, expected: [String]) {
  #expect(Analyzer(language: language).terms(of: text) == expected)
}

@Test func languagesMakeOtherTerms() {
  #expect(Set(Language.allCases.map { Analyzer(language: $0).version }).count == Language.allCases.count)
  let training = [Passage(text: "bremsbelage")]
  let identities = Set(
    Language.allCases.map { TFIDFEmbedder(training: training, analyzer: Analyzer(language: $0)).identity })
  #expect(identities.count == Language.allCases.count)
}

/// An embedder reads questions in the language of its corpus, also after it was stored.
@Test(arguments: EmbedderName.allCases)
func embeddersKeepTheirLanguage(name: EmbedderName) {
  let analyzer = Analyzer(language: .german)
  let corpus = [Passage(text: "neue Bremsbeläge"), Passage(text: "altes Motoröl")]
  let trained = name.embedder(for: corpus, analyzer: analyzer)
  let restored = EmbedderName.restored(trained.identity, weights: trained.weights, analyzer: analyzer)
  #expect(restored?.identity == trained.identity)
  #expect(restored?.embed("Bremsbelag") == trained.embed("Bremsbelag"))
  #expect(trained.embed("Bremsbelag").contains { $0 != 0 })
  #expect(EmbedderName.restored(trained.identity, weights: trained.weights) == nil)
}

@Test func quietWordsAreTermsWhenAsked() {
  var analyzer = Analyzer()
  #expect(analyzer.terms(of: "what do the brakes have") == ["brake"])
  analyzer.keepsQuietWords = true
  #expect(analyzer.terms(of: "what do the brakes have") == ["what", "do", "brake", "have"])
  #expect(analyzer.quietTerms.isSuperset(of: ["what", "do", "have"]) && !analyzer.quietTerms.contains("the"))
}

/// The numbers of terms stand for the terms of the analyzer.
@Test(arguments: [
  "The multi-point Inspection of INV-2023-000001", "Crème BRÛLÉE, O’Reilly's 1,234.50", "", "the of",
  "a b A B brake Brakes BRAKING",
])
func numbersStandForTerms(text: String) {
  let analyzer = Analyzer()
  var numbering = TermNumbering(analyzer)
  var numbers: [UInt32] = []
  for _ in 0..<2 {
    numbers.removeAll()
    numbering.append(text, to: &numbers)
    #expect(numbers.map { numbering.hashes[Int($0)] } == analyzer.terms(of: text).map(TermNumbering.hash))
  }
  #expect(Set(numbering.hashes).count == numbering.hashes.count)
}
