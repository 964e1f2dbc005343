/** Given names that are common where callers speak English, so that a name is known for one without a capital. */
const names = `
aaron abigail adam adrian agnes aisha alan albert alec alex alexander alexandra alfred ali alice alison amanda amber
amelia amy ana anders andrea andreas andrew angela anita ann anna anne annie anthony antonia antonio april archie arthur
astrid audrey ava barbara beatrice ben benedict benjamin bernard beth bianca bill bob bradley brandon brenda brian bridget
bruno bryan callum camilla carla carlos carol caroline carolyn catherine cecilia charles charlie charlotte cheryl chloe
chris christian christina christine christopher claire clara claudia colin connie connor craig cynthia daisy damian dan
daniel daniela danny darren dave david dawn dean deborah denise dennis derek diana diane diego dominic donald donna doris
dorothy douglas duncan dylan edith edmund edward edwin eileen elaine eleanor elena eli elias elisa elise elizabeth ella
ellen ellie elliot elsa emily emma eric erica erik esther ethan eugene eva evan eve evelyn fatima felicity felix fiona
florence frances francesca francis frank fraser fred frederick gabriel gareth gary gavin gemma geoffrey george georgia
gerald gerard giles gina giulia gloria gordon grace graham greg gregory greta guy gwen hannah harold harriet harry harvey
hassan hazel heather heidi helen helena henry herbert hilary holly howard hugh hugo ian ibrahim imogen ingrid irene iris
isaac isabel isabella ivan ivy jack jackie jacob jake james jamie jan jane janet janice jason jasmine jean jeff jeffrey
jenna jennifer jenny jeremy jerome jess jessica jill jim joan joanna joanne joe joel johan johanna john jonah jonathan
jordan joseph josephine joshua joyce juan judith judy julia julian julie juliet june justin karen karin karl kate
katharine katherine kathleen katie kathryn keith kelly ken kenneth kerry kevin kieran kim kirsten kurt kyle lara laura
lauren lawrence leah lee leo leon leonard leonie lesley leslie lewis liam lily linda lisa liz logan lois lorna lorraine
louis louisa louise luca lucas lucia lucy luis luke lydia lynn madeleine maggie malcolm marc marco marcus margaret maria
marianne marie marilyn mario marion marta martha martin martina mary mateo matilda matt matthew maureen maurice max maya
megan melanie melissa michael michelle miguel mike mila miles millie miranda miriam mohammed moira molly monica morgan
muhammad nadia nancy naomi natalie natasha nathan neil nell nicholas nick nicola nicole nigel nina noah noel nora norma
norman olga oliver olivia oscar otto owen pablo pamela patricia patrick paul paula pauline penelope penny peter petra phil
philip philippa phoebe pierre polly priya rachel ralph raymond rebecca reginald rhys richard rita robert roberta robin
rodney roger roland ronald rosa rosalind rosemary rosie ross roy rupert russell ruth ryan sally sam samantha samuel sandra
sara sarah scott sean sebastian shannon sharon sheila shirley sidney simon sofia sonia sophia sophie stella stephanie
stephen steve steven stuart sue susan suzanne sven sylvia tamara tania tara ted teresa terence terry tessa theo theodore
theresa thomas tiffany tim timothy tina tobias toby tom tony tracy trevor tristan ursula valerie vanessa vera veronica
victor victoria vincent viola violet virginia vivian walter wanda warren wendy wesley wilfred william winston xavier
yasmin yolanda yusuf yvonne zachary zara zoe
adele agatha aidan alastair alfie alma amir amos angus anya arlo arnold asha ashley aurora barnaby basil becky bella
bernadette bert beryl blake bonnie boris brigitte caitlin cameron candice carl carmen casey cassandra cecil celia
cerys chad chantal chelsea clarissa clive cora cordelia corinne cyril dahlia daphne darcy davina deirdre della delia
delphine desmond dexter dominique donovan dora dorian dougal edgar edna effie elinor ellis elmer eloise elspeth elvira
emil emilia emmanuel enid enrico erin ernest ernst esme estelle ethel etta eugenia eunice euan ewan fabian farah faye
fergus fern fernando finn finlay flora florian floyd freda freya fritz gabriella gail garth gertrude gilbert giovanni
gladys glenda glenn gustav gwendolyn hamish hanna hans harley hattie hector hedwig heinrich hester hettie hilda horace
humphrey ida ignatius ilse ines inga irma isla isobel jackson jacqueline jade jago jamal janine jared jarvis jasper
javier jemima jenson jerry jocelyn jodie johannes jonas jonty josef josie jude jules juliana juliette juno kai kamal
kara katarina katya kayla keira kelvin kendra kirsty klaus konrad kristen kristin lachlan lana lars layla leila lena
leopold lester lila lilian lillian lionel lola loretta lorenzo lottie lucian lucinda ludwig luisa luther mabel mae
magda magnus maisie manuel marcel marcia margot mariam marina marjorie marlene marlon marvin maud maxine maxwell
mercedes meredith merlin milo minnie mitchell mona montgomery morris mortimer muriel murray myra myrtle nanette
nathaniel ned nelly nelson nessa nico nils noelle noreen octavia odette olaf olive ollie omar ophelia orla orson
oswald ottilie otis pascal patsy pearl perry persephone pippa quentin quincy ramona raphael ravi raul regina renata
rene rex rhoda rhona ricardo ricky riley robbie rocco rohan roisin romy ronan rory rosalie rosanna rowan roxanne
rudolf rufus sabine sabrina sadie salma salvatore sanjay saskia saul selena selma seth shane shaun shelley sienna
sigrid silas silvia sinead sofie solomon soren spencer stan stanley stefan stewart sunil suki sybil tabitha tanya
tatiana thaddeus thea thelma theodora thora tilda tilly trudy tyler uma una uriel valentina velma verity vernon vikram
vince vivienne wallace wilbur wilhelm willa wilma winifred wolfgang wyatt xanthe yara yvette zac zelda zita patrick
joyce marcus
`;

export const givenNames: ReadonlySet<string> = new Set(names.split(/\s+/).filter((name) => name !== ''));
