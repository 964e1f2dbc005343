/** Words that most callers use: none of them is a misheard value, or a name by itself. */
export const commonWords = `
able about above accept accident according account across act action active activity actual add address advance advantage
advice afford afraid afternoon age ago agree ahead air allow almost alone along already although amazing amount angry answer
anybody anyway apart apartment apologies apology appear apply appreciate approach approve area argue arm around arrange
arrive article ask asking asleep assume attach attention autumn available avenue average avoid aware away awful baby bad bag
balance ball bank base basic bath battery beach beautiful because become bed begin behind believe belong beside besides big
bit bite blank bless block board boat body boring borrow boss bother bottle bottom box boy brand bread break breakfast
bridge brief bright bring broad build building bus business busy buy cake calm camera capital car card care careful carry
case cash catch cause celebrate celebration central centre century certain chair chance character charge chat cheap check
cheers child children choice choose church circle city claim class clean clear clearly clever click clock close closer
clothes cloud coffee cold collect college come comfortable coming common company compare complain complete completely
computer concern condition confirm confirmed confused consider contain content continue control convenient cook cool copy
corner cost count counter country couple course cover cream create credit cross cry cup current cut damage dance danger dark
dead deal dear death decide decided decision deep delay deliver department depend describe desk detail details develop
difference difficult dinner direct direction dirty discuss discount distance district divide doctor dog door doubt down draw
dream dress drink drive driver drop dry due during duty ear early earn earth easily east easy eat edge education effect effort
egg eight either electric else empty encourage end enjoy enough enter entire equal error especially event exact example
excellent except exchange excited excuse exist expect expensive experience explain extra eye face fact fail fair fall false
familiar family famous fan far farm fast father favour favourite fear feel feeling few field fight figure file fill film
final finally find finger finish fire fish fit fits flat flight floor flower fly follow food fool foot force foreign forest
forever form former forward free fresh friend friendly front fruit full fun funny furniture further future game garden gate
general gentle girl glass goal gold gone goodness government ground group grow guess guest guide hair half hall hand handle
happen hard hardly hat hate head health hear heard heart heat heavy height hello helpful hide high hill history hit hobby hold
hole holiday honest honestly honour hope hopefully horse hospital host hot hotel hour house huge human hundred hungry hurry
hurt husband ice idea imagine immediately important impossible improve include including increase indeed information inside
instance interest interesting internet invite island issue item job join joke journey judge jump key kid kill kind kitchen
knee knock knowledge known lady lake land language large late later laugh law lay lead learn least leave left leg less lesson
letter level lie life lift light likely line link list little live living load local lock long longer loud love low luck lucky
lunch machine main major manage manager manner many map mark market marriage married matter matters meal measure meat medium
meet meeting member memory mention menu message metal middle mile milk million mine minor minute mirror miss missing mistake
mix model modern moment money month mood moon mostly mother motor mountain mouth move movie much music naturally nature near
nearby nearly neck negative neighbour neither nervous news next nice night nobody noise none normal normally north nose nothing
notice nowhere obvious obviously occasion ocean offer office often oil older open opinion opposite option ordinary organise
original ought outside paid pain paint pair paper parcel parent park part particular partner party pass past path patient
pattern pause pay peace pen pencil people per perfectly perhaps period personal photo phrase pick picture piece pity place
plain plan plane plant plate play player plenty pocket point polite poor popular position possible possibly post pound power
practice prefer prepare present press pretty previous price print private probably problem process produce product profile
programme promise proper properly protect proud prove provide public pull purpose push queen question quick quickly quiet
rain raise range rare rate reach read ready realise reason receive recent recently recognise recommend record reduce refer
regular relax remain remember remind remove rent repair repeat reply request require respect rest restaurant result return
rich ride ring rise risk river road rock roll room round rule run rush sad safe sale salt sand save scale school science sea
search season seat secret section seem seen select sell sense sensible separate serious seriously serve service several shake
shape share sharp sheet shine ship shoe shoot shop short shoulder shout shut sick side sight sign silent silly similar simple
simply single sit situation six skin sky sleep slightly slow slowly smart smell smile snow social soft someday sometime
sometimes somewhere song soon sort sound south space spare special specific speed spend spot spread spring square stage stand
standard star stay step stick stone stop straight strange street stress strike strong student stuff stupid style subject
success suddenly sugar suggest suit suitable sum summer sunny supper supply support suppose surely surprise sweet swim system
table talk tall taste taxi tea teach team tear television ten terrible test text theatre thick thin third thirty thousand throw
ticket tie till tiny tired title tonight tool tooth top total touch tour toward towards tower town track trade traffic train
travel treat tree trip trouble true trust truth try turn twelve twenty twice type uncle understand understood unfortunately
unit unless until upper upset useful usual usually valley value various version view village visit voice wait walk wall warm
wash waste watch water wave weak wear weather website wedding week weekend weight weird welcome west wet whatever wheel
whenever wherever whether whichever white whole wide wife wild willing win wind window wine winter wise wish woman wonder wood
word works world worry worse worst worth wow year yellow young you've i've we've they've he's she's they're gotten based
planning reckon gather regards regarding settle settled fix fixed sorted sorting absolute absolutely finest lot lots loads
please pleased pleasure prefers preferred preference suits suited
`;
