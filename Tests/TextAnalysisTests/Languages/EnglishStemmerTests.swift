import Testing
import TextAnalysis

/// Words and their stems as the Snowball project's own implementation gives them.
private let stems: [(String, String)] = [
  ("skis", "ski"), ("skies", "sky"), ("sky", "sky"), ("news", "news"), ("atlas", "atlas"), ("bias", "bias"),
  ("early", "earli"), ("only", "onli"), ("ugly", "ugli"), ("dying", "die"), ("lying", "lie"), ("ties", "tie"),
  ("tied", "tie"), ("cries", "cri"), ("ponies", "poni"), ("gas", "gas"), ("this", "this"), ("gaps", "gap"),
  ("kiwis", "kiwi"), ("agreed", "agre"), ("proceed", "proceed"), ("exceed", "exceed"),
  ("succeeding", "succeed"), ("feed", "feed"), ("owed", "owe"), ("hopping", "hop"), ("hoping", "hope"),
  ("hopped", "hop"), ("falling", "fall"), ("failing", "fail"), ("filing", "file"), ("egg", "egg"),
  ("egging", "egg"), ("adding", "add"), ("sized", "size"), ("conflated", "conflat"), ("evening", "evening"),
  ("inning", "inning"), ("outing", "outing"), ("canning", "canning"), ("cry", "cri"), ("by", "by"),
  ("say", "say"), ("youth", "youth"), ("boyish", "boyish"), ("yes", "yes"), ("happy", "happi"),
  ("conditional", "condit"), ("rational", "ration"), ("radically", "radic"), ("differently", "differ"),
  ("analogously", "analog"), ("operator", "oper"), ("formality", "formal"), ("sensitivity", "sensit"),
  ("geologist", "geolog"), ("apology", "apolog"), ("cheerfully", "cheer"), ("formalize", "formal"),
  ("electricity", "electr"), ("electrical", "electr"), ("goodness", "good"), ("allowance", "allow"),
  ("inference", "infer"), ("defensible", "defens"), ("replacement", "replac"), ("adjustment", "adjust"),
  ("dependent", "depend"), ("adoption", "adopt"), ("activate", "activ"), ("effective", "effect"),
  ("rate", "rate"), ("cease", "ceas"), ("controlling", "control"), ("roll", "roll"), ("generally", "general"),
  ("general", "general"), ("generate", "generat"), ("intern", "intern"), ("international", "internat"),
  ("universe", "univers"), ("university", "universiti"), ("organization", "organiz"), ("paste", "paste"),
  ("pasted", "paste"), ("emergency", "emergenc"), ("communication", "communic"), ("inspections", "inspect"),
  ("inspected", "inspect"), ("brakes", "brake"), ("braking", "brake"), ("tires", "tire"),
  ("batteries", "batteri"), ("battery", "batteri"), ("filters", "filter"), ("filtering", "filter"),
  ("invoices", "invoic"), ("dealers", "dealer"), ("vehicles", "vehicl"), ("customers", "custom"),
  ("categories", "categori"),
]

@Test(arguments: stems)
func stems(word: String, expected: String) { #expect(EnglishStemmer().stem(word) == expected) }

@Test(arguments: ["", "a", "is", "2ohuswkkx", "5w-30", "été", String(repeating: "s", count: 65)])
func leavesAlone(word: String) { #expect(EnglishStemmer().stem(word) == word) }
