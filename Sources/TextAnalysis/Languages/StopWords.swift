/// Words too common to tell one text from another, by language.
///
/// Articles, pronouns, prepositions, auxiliaries and question words; folded, without apostrophes.
/// Words that can carry meaning in a question about data ("not", "without", "over", "most") are kept.
package enum StopWords {
  package static let english: Set<String> = Set(
    """
    a about am an and any are arent as at be been being but by can could did didnt do does doesnt doing
    dont for from give had has have having he her here hers him his how i id if ill im in into is isnt it its
    ive just let lets many me much my of off on or our ours please she should shall so some such tell than that thats the
    their theirs them then there theres these they theyre this those to too us very was wasnt want we were
    weve what whats when where wheres which who whom whos whose why will with would you your youre yours
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// Stop words that are no mere joints of a sentence: "having" tells something of a definition, "who" of a person.
  /// A lexical index counts them a little, so that they decide between equals.
  package static let quiet: Set<String> = english.subtracting(
    """
    a an and are as at be by for if in into is it of on or so such that the their then there these they this to was
    will with
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  package static let german: Set<String> = Set(
    """
    aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf aus bei beim
    bin bis bist bitte da damit dann das dass dazu dein deine deinem deinen deiner dem den denn der deren des dessen
    dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen einer eines einige er
    es etwas euch euer eure fur gab gegen gibt hab habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr
    ihre ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder jedes jene jener kann kannst konnen konnte konnten
    machen macht man mein meine meinem meinen meiner mich mir mit muss mussen nach noch nun nur ob oder sehr sein seine
    seinem seinen seiner seit sich sie sind so solche soll sollen sollte sondern sonst um und uns unser unsere unter
    vom von vor wann war waren warum was wegen weil welche welchem welchen welcher welches wem wen wenn wer werde
    werden weshalb wessen wie wieso will wir wird wo woher wohin wollen wurde wurden zu zum zur zwar zwischen
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  package static let indonesian: Set<String> = Set(
    """
    ada adalah agar akan aku anda antara apa apakah atas atau bagaimana bagi bahwa beberapa begitu belum berapa bila
    bisa boleh dalam dan dapat dari daripada demi dengan di dia harus hanya hingga ia ialah ini itu jika juga kah kalau
    kami kamu kapan karena ke kenapa kepada ketika kita lagi lah maka mana mengapa mereka namun oleh pada para per pun
    saat saja sambil sampai sangat saya seperti seorang sebagai sebuah secara sedang sehingga selama semua serta siapa
    suatu sudah supaya tapi telah tentang terhadap tetapi tolong untuk yaitu yakni yang
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
