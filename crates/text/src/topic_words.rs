//! Which words speak for which topic, in English and German.
//!
//! Written as readers of the news would say them; stemmed when loaded. `*` before a word: it speaks twice as loud.
//! `_` joins two neighbouring words. `-` before or after a German word: it is the end or the start of compounds.

/// Address of the topic (see `Topic::slug`), English words, German words.
pub const TOPIC_WORDS: &[(&str, &str, &str)] = &[
    ("arts", "artist artistic entertainment show", "künstler künstlerin unterhaltung kunst"),
    (
        "cinema",
        "*film *movie *cinema director actor actress screenplay *box_office *oscar *trailer sequel blockbuster starring premiere hollywood",
        "*kino *film *regisseur schauspieler schauspielerin *kinofilm drehbuch premiere hollywood oscar *spielfilm film- -film",
    ),
    (
        "fashion",
        "*fashion designer *catwalk couture runway model dress clothing",
        "*mode modedesigner laufsteg *modenschau kleidung kollektion",
    ),
    (
        "literature",
        "*novel *author *poet poetry *literature book bestseller publisher writer *booker memoir",
        "*roman *autor *autorin *schriftsteller *schriftstellerin *literatur buch dichter gedicht verlag *buchpreis literatur-",
    ),
    (
        "music",
        "*music *album *singer *band song *concert orchestra *rapper *guitar tour *pop_star chart *grammy festival opera *choir *brass_band *musician",
        "*musik *album *sänger *sängerin *band song *konzert orchester tournee *musiker chor oper *philharmonie -konzert musik- *chor",
    ),
    (
        "theatre",
        "*theatre *theater *playwright *broadway stage *drama ensemble rehearsal",
        "*theater *bühne *schauspielhaus inszenierung ensemble uraufführung *theaterstück theater- probt",
    ),
    (
        "visual-arts",
        "*painting *painter *sculpture *gallery *exhibition *photographer artwork",
        "*gemälde *maler *malerin *skulptur *galerie *ausstellung *fotograf kunstwerk -ausstellung",
    ),
    (
        "culture",
        "*culture cultural heritage tradition *festival",
        "*kultur kulturell brauch tradition *kulturerbe kultur-",
    ),
    (
        "museums-and-libraries",
        "*museum *library archive curator librarian",
        "*museum *bibliothek *bücherei archiv kurator -museum",
    ),
    (
        "mass-media",
        "*broadcaster *media_company publisher streaming",
        "*rundfunk *medienhaus verlag streamingdienst medien-",
    ),
    (
        "news-media",
        "*journalist *newspaper *journalism editor newsroom press_freedom",
        "*journalist *journalistin *zeitung *journalismus redaktion pressefreiheit",
    ),
    (
        "television",
        "*television *tv series episode season *sitcom *netflix presenter *reality_show finale viewers hbo",
        "*fernsehen *tv serie folge staffel *netflix moderator moderatorin zuschauer *tatort fernseh-",
    ),
    ("crime-and-law", "criminal legal lawyer attorney", "kriminell anwalt rechtsanwalt juristisch"),
    (
        "crime",
        "*murder *crime *stolen *thief police *robbery *theft *stabbing *shooting *suspect *arrested *killer *fraud *rape *smuggling *gang *kidnapping *manslaughter burglary victim gunman",
        "*mord *totschlag *gestohlen *dieb *raub *diebstahl *messerangriff *verdächtiger *festgenommen *täter *betrug *vergewaltigung *einbruch *tatverdächtig opfer *verbrechen *straftat *überfall schüsse -mord -betrug messer-",
    ),
    (
        "cyber-crime",
        "*hacker *ransomware *cyberattack *phishing *malware *data_breach hacked",
        "*hacker *hackerangriff *cyberangriff *ransomware *phishing schadsoftware datenleck cyber-",
    ),
    (
        "corruption",
        "*corruption *bribery *bribe kickback embezzlement",
        "*korruption *bestechung *schmiergeld bestechlichkeit veruntreuung korruptions-",
    ),
    (
        "judiciary",
        "*court *judge *trial *verdict *jury *appeal *sentenced *lawsuit *prosecutor *supreme_court plaintiff testimony sued ruling",
        "*gericht *richter *richterin *prozess *urteil *berufung *verurteilt *klage *staatsanwalt *staatsanwaltschaft *angeklagter *angeklagte *verfassungsgericht -gericht -prozess",
    ),
    (
        "justice",
        "*prison *jail *death_penalty inmate parole sentence",
        "*gefängnis *haft *haftstrafe häftling bewährung *todesstrafe *justiz",
    ),
    ("law", "*legislation *law bill statute constitutional", "*gesetz *gesetzentwurf paragraf verfassung -gesetz"),
    (
        "law-enforcement",
        "*police *detective *fbi *interpol officer raid manhunt investigation",
        "*polizei *ermittler *kripo *razzia fahndung beamte ermittlung polizei-",
    ),
    ("disaster-and-accident", "casualty survivor *victims rescue killed injured", "verletzte tote überlebende opfer"),
    (
        "accident",
        "*crash *accident *collision *derailed *explosion *fire *wreck *blaze drowned capsized plane_crash",
        "*unfall *zusammenstoß *kollision *explosion *brand *feuer entgleist *absturz *verunglückt ertrunken -unfall -brand -absturz",
    ),
    (
        "disaster",
        "*earthquake *flood *flooding *tsunami *hurricane *wildfire *landslide *eruption *disaster *magnitude *typhoon aftershock avalanche famine sandbag high_water",
        "*erdbeben *flut *hochwasser *überschwemmung *tsunami *hurrikan *waldbrand *erdrutsch *vulkanausbruch *katastrophe *nachbeben lawine -katastrophe hochwasser- sandsack pegel",
    ),
    (
        "emergency-response",
        "*firefighter *rescuer *evacuation *paramedic *rescue_team coastguard",
        "*feuerwehr *rettungskräfte *evakuierung *sanitäter *bergwacht rettungsdienst rettung- feuerwehr-",
    ),
    (
        "economy",
        "*economy *economic *business *finance *financial trade industry investor",
        "*wirtschaft *wirtschaftlich *finanzen *finanziell handel industrie investor wirtschafts- finanz-",
    ),
    (
        "business-information",
        "*merger *acquisition *takeover *earnings *revenue *profit *quarterly *ceo *bankruptcy *shareholder *layoffs *chapter_11 loss subsidiary",
        "*fusion *übernahme *umsatz *gewinn *quartal *vorstandschef *insolvenz *aktionär *bilanz *konzern verlust tochterfirma -konzern firmen-",
    ),
    (
        "economic-sector",
        "*airline *carmaker *retailer *manufacturer *automaker *supermarket bank *insurer *telecom factory recall",
        "*autobauer *einzelhandel *hersteller *fluggesellschaft *supermarkt bank *versicherer *landwirtschaft fabrik rückruf -industrie -branche automobil-",
    ),
    (
        "transport",
        "*transport *tram *bus *train *rail *railway *ferry *traffic *motorway *highway *airport *commuter *passenger *metro *subway *rush_hour *public_transport *timetable *car_free bridge road lane car driver parking bike station sailing",
        "*verkehr *straßenbahn *bahn *bus *fähre *autobahn *flughafen *fahrgast *fahrgäste *fahrplan *nahverkehr *haltestelle *bahnhof *stau *radweg *autofrei *autoverkehr *gleis *schiene brücke straße auto zug parkplatz linie fahrer verkehrs- bahn- bus- -verkehr -bahnhof",
    ),
    (
        "construction-and-property",
        "*housing_market *housing_crisis *affordable_housing *property_market property *real_estate *mortgage *rent *landlord construction homebuyer",
        "*wohnungsbau *immobilie *miete *mieter *vermieter *bauprojekt *hypothek wohnung immobilien- *baugebiet *baustelle *wohnungsmarkt bauprojekt- bauland-",
    ),
    (
        "energy",
        "*oil *gas *pipeline *nuclear_power *electricity *renewable *solar *wind_power *opec *crude *refinery coal grid",
        "*öl *gas *pipeline *atomkraft *kernkraftwerk strom *ökostrom *windkraft *solar *energie kohle stromnetz energie- -kraftwerk *stromausfall *strompreis *solaranlage",
    ),
    (
        "economic-indicators",
        "*inflation *gdp *recession *interest_rate *central_bank *unemployment_rate *deficit *tariff *federal_reserve *ecb *fed",
        "*inflation *bip *rezession *leitzins *zentralbank *konjunktur *haushaltsdefizit *zoll *ezb *wirtschaftswachstum konjunktur-",
    ),
    (
        "markets",
        "stock *shares *wall_street *dow *nasdaq *dax bond *bitcoin *cryptocurrency *ipo *hedge_fund *traders bull_market currency forex",
        "*börse *aktie *dax *anleihe *bitcoin *kryptowährung kurs *börsengang *anleger *devisen börsen- aktien-",
    ),
    (
        "start-ups",
        "*startup *start_up *venture_capital *entrepreneur founder",
        "*startup *gründer *gründerin *wagniskapital *jungunternehmen",
    ),
    ("education", "*education *academic curriculum", "*bildung *ausbildung lehrplan bildungs-"),
    (
        "school",
        "*school *classroom *kindergarten headteacher *exam *pupil",
        "*schule *grundschule *gymnasium *kita *kindergarten *abitur *klassenzimmer -schule *schüler *schülerin *schulklasse *unterricht schulleit- schulhof-",
    ),
    (
        "students",
        "*student *university *campus *tuition undergraduate *college",
        "*student *studentin *universität *hochschule studium *uni semester studien- studierenden-",
    ),
    ("teachers", "*teacher *professor", "*lehrer *lehrerin *lehrermangel *professor *professorin lehrer-"),
    (
        "environment",
        "*environment *environmental *ecology sustainability *ecosystem",
        "*umwelt *ökologisch *nachhaltigkeit *ökosystem umwelt-",
    ),
    (
        "climate-change",
        "*climate *climate_change *global_warming *emissions *carbon *greenhouse *cop28 glacier",
        "*klima *klimawandel *erderwärmung *treibhausgas *co2 *klimaschutz *emissionen gletscher klima-",
    ),
    (
        "conservation",
        "*conservation *endangered *species *wildlife *national_park poaching *biodiversity",
        "*naturschutz *artenschutz bedroht arten *nationalpark wilderei *artenvielfalt",
    ),
    (
        "pollution",
        "*pollution *plastic *oil_spill toxic *smog waste contaminated",
        "*verschmutzung *plastik *ölpest *giftig *feinstaub *müll verseucht -müll müll-",
    ),
    ("nature", "forest ocean river *coral volcano mountain", "wald meer fluss *korallen vulkan gebirge"),
    ("health", "*health *medical *patient", "*gesundheit *medizinisch *patient *patientin gesundheits-"),
    (
        "diseases",
        "*disease *virus *cancer *diabetes *epidemic *pandemic *infection *covid *influenza *dementia *ebola *measles outbreak symptom",
        "*krankheit *virus *krebs *diabetes *epidemie *pandemie *infektion *corona *grippe *demenz *ebola *masern ausbruch symptom -krankheit corona- krebs-",
    ),
    (
        "health-facilities",
        "*hospital *clinic *nursing_home ward intensive_care",
        "*krankenhaus *klinik *klinikum *pflegeheim *intensivstation -klinik krankenhaus-",
    ),
    (
        "health-treatment",
        "*vaccine *vaccination *drug *surgery *therapy *medication treatment dose pharmaceutical",
        "*impfung *impfstoff *medikament operation *therapie *arznei behandlung dosis impf-",
    ),
    (
        "healthcare-policy",
        "*healthcare *obamacare *nhs *abortion",
        "*gesundheitspolitik *gesundheitsreform *gesundheitsminister *abtreibung",
    ),
    (
        "health-insurance",
        "*health_insurance *medicaid *medicare",
        "*krankenkasse *krankenversicherung *pflegeversicherung",
    ),
    (
        "medical-profession",
        "*doctor *nurse *physician *surgeon",
        "*arzt *ärztin *ärzte *pflegekräfte *pfleger *chirurg ärzte-",
    ),
    ("human-interest", "*viral quirky bizarre birthday anniversary", "*kurios skurril geburtstag jubiläum"),
    (
        "awards",
        "*award *prize *nobel_prize winner medal honour",
        "preis *nobelpreis *auszeichnung preisträger ehrung *preisverleihung",
    ),
    (
        "animals",
        "*dog *cat *zoo *puppy *elephant *horse *animal *panda *vet",
        "*hund *katze *zoo *welpe *elefant *pferd *tier *tierheim *panda tier-",
    ),
    (
        "celebrities",
        "*celebrity star paparazzi *kardashian *red_carpet *girlfriend *boyfriend wedding divorce",
        "*promi *prominente star verlobt *hochzeit scheidung *schlagerstar roter_teppich",
    ),
    (
        "royalty",
        "prince *princess queen king *royal *duchess palace *monarchy *king_charles royal_family",
        "prinz *prinzessin *königin könig *royal *herzogin palast *monarchie *kronprinz königs-",
    ),
    (
        "labour",
        "*worker *workplace employer employee *wage",
        "*arbeitnehmer *arbeitsplatz arbeitgeber beschäftigte *lohn *mindestlohn",
    ),
    (
        "labour-market",
        "*job_market *jobless *hiring *vacancies *payrolls",
        "*arbeitsmarkt *fachkräftemangel *stellenabbau arbeits- *arbeitsagentur",
    ),
    (
        "labour-relations",
        "*strike *walkout *collective_bargaining *picket *arbitrator *arbitration *industrial_action",
        "*streik *warnstreik *tarifverhandlung *tarifvertrag *tarifstreit *streikt -streik tarif- *streiken *schlichter *schlichtung",
    ),
    ("retirement", "*pension *retirement pensioner", "*rente *rentner *ruhestand *altersvorsorge renten-"),
    ("unemployment", "*unemployment *unemployed", "*arbeitslos *arbeitslosigkeit *arbeitslosenquote"),
    ("unions", "*union *trade_union", "*gewerkschaft *verdi *betriebsrat gewerkschafts-"),
    (
        "lifestyle",
        "*lifestyle *recipe travel *tourism *cooking *restaurant holiday garden *tourist bakery baker *chef dish *food cuisine",
        "*rezept reise *tourismus *kochen *restaurant *urlaub garten *tourist urlaubs- reise- bäckerei bäcker *genuss *kulinarik",
    ),
    (
        "leisure",
        "*hobby *gaming *video_game *games_console *playstation *xbox *nintendo gamer",
        "*hobby *videospiel *playstation *xbox *nintendo gamer freizeit",
    ),
    ("wellness", "*wellness *yoga *diet *fitness sleep", "*wellness *yoga *diät *fitness schlaf"),
    (
        "politics",
        "*politics *political *politician senator congressman republican democrat opposition vote motion",
        "*politik *politisch *politiker *politikerin opposition spd cdu csu fdp afd grünen linke abstimmung abgestimmt stimme",
    ),
    (
        "elections",
        "*election vote *voter *ballot candidate poll campaign *referendum *runoff primary turnout",
        "wahl wähler *stimmzettel kandidat *kandidatin umfrage *wahlkampf *volksentscheid *stichwahl *wahlbeteiligung wahl- -wahlen *wahllokal *wahlsieg *wahlergebnis -tagswahl -ratswahl -meisterwahl -präsidentenwahl",
    ),
    (
        "fundamental-rights",
        "*human_rights *civil_rights *free_speech *privacy *surveillance",
        "*menschenrechte *bürgerrechte *meinungsfreiheit *datenschutz *überwachung",
    ),
    (
        "government",
        "*government cabinet *prime_minister *white_house *chancellor *minister *mayor *governor *coalition *council *councillor *town_hall *city_hall",
        "*kabinett *bundeskanzler *bundeskanzlerin *ministerpräsident *bürgermeister *bürgermeisterin *bundesregierung *koalition *stadtrat *gemeinderat *ministerium -minister bundes- *oberbürgermeister *ratssitzung *rathaus stadtrats- gemeinderats-",
    ),
    (
        "government-policy",
        "budget *tax *taxes *reform *austerity *subsidy",
        "haushalt *steuer *steuern *reform *sparkurs *subvention steuer- -reform",
    ),
    (
        "international-relations",
        "*diplomacy *diplomat *ambassador *sanctions summit *nato *united_nations *treaty *foreign_minister *bilateral embassy",
        "*diplomatie *diplomat *botschafter *sanktionen gipfel *nato *außenminister vertrag *vereinte_nationen botschaft außen-",
    ),
    (
        "parliament",
        "*parliament *senate *congress *lawmaker *mp *house_of_commons",
        "*parlament *bundestag *bundesrat *landtag *abgeordnete *abgeordneter *fraktion *senat landtags-",
    ),
    (
        "political-crisis",
        "*impeachment *no_confidence *resigns *resignation *ousted",
        "*misstrauensvotum *rücktritt *regierungskrise *amtsenthebung",
    ),
    (
        "religion",
        "*religion *religious *church faith *worship *god *mosque *synagogue temple *prayer *congregation parish",
        "*religion *religiös *kirche *glaube *gottesdienst gott *moschee *synagoge tempel kirchen- -kirche *kirchengemeinde *gebet",
    ),
    (
        "belief",
        "christian *muslim *islam *jewish *catholic *buddhist *hindu *protestant",
        "christ *muslim *islam *jüdisch *katholisch *buddhist *hindu *evangelisch *muslime",
    ),
    (
        "religious-holidays",
        "*christmas *easter *ramadan *hanukkah *diwali",
        "*weihnachten *ostern *ramadan *chanukka *weihnachtsmarkt",
    ),
    (
        "religious-leaders",
        "*pope *bishop *vatican *imam *rabbi *priest cardinal",
        "*papst *bischof *vatikan *imam *rabbiner *priester *kardinal *pfarrer *pfarrerin",
    ),
    (
        "science",
        "*science *scientist *scientific discovery study",
        "*wissenschaft *wissenschaftler *wissenschaftlerin entdeckung wissenschafts- studie",
    ),
    (
        "biomedical-science",
        "*genetic *dna *gene *biotech *stem_cell",
        "*genetisch *dna *biotechnologie *stammzellen *gentechnik *genom",
    ),
    ("mathematics", "*mathematics *mathematician *theorem", "*mathematik *mathematiker *theorem"),
    (
        "natural-science",
        "*physics *physicist *chemistry *biology *fossil *dinosaur *particle quantum",
        "*physik *physiker *chemie *biologie *fossil *dinosaurier *teilchen quanten-",
    ),
    ("research", "*research *researcher *laboratory findings", "*forschung *forscher *forscherin *labor forschungs-"),
    (
        "space",
        "*nasa *spacecraft *astronaut *rocket *satellite *planet *telescope *orbit *mars *galaxy *spacex *lunar cosmos *comet *asteroid *astronomer *observatory",
        "*nasa *esa *raumschiff *astronaut *rakete *satellit *planet *teleskop *umlaufbahn *mars *galaxie mond *raumfahrt *komet *sternwarte *astronom *asteroid raumfahrt-",
    ),
    (
        "technology",
        "*technology *software *smartphone *app *google *apple *microsoft chip *internet *iphone *android *computer *robot *facebook online gadget device",
        "*technologie *software *smartphone *app *google *apple *microsoft *chip *internet *iphone *android *computer *roboter *digitalisierung technik digital- software-",
    ),
    (
        "artificial-intelligence",
        "*artificial_intelligence *ai *chatbot *machine_learning *chatgpt *openai",
        "*künstliche_intelligenz *ki *chatbot *chatgpt *openai *sprachmodell",
    ),
    ("society", "*society *community social", "*gesellschaft *gesellschaftlich sozial gesellschafts-"),
    (
        "immigration",
        "*immigration *immigrant *migrant *refugee *asylum *deportation *border",
        "*einwanderung *migration *flüchtling *flüchtlinge *asyl *abschiebung *geflüchtete migrations- flüchtlings- asyl-",
    ),
    (
        "discrimination",
        "*discrimination *racism *racist *sexism *antisemitism *homophobia",
        "*diskriminierung *rassismus *rassistisch *sexismus *antisemitismus",
    ),
    (
        "diversity",
        "*lgbt *gay *transgender *same_sex *gay_marriage *lesbian *pride_parade",
        "*lgbt *homosexuell *schwul *lesbisch *transgender *queer *gleichstellung *csd",
    ),
    (
        "family",
        "parent *parenting mother father child children *adoption *toddler *childcare",
        "eltern mutter vater kind familie *adoption *kinderbetreuung familien-",
    ),
    ("social-problems", "*homeless *poverty *addiction hunger", "*obdachlos *armut sucht *hunger *drogensucht"),
    (
        "welfare",
        "*welfare benefits *social_security charity *food_bank",
        "*bürgergeld *sozialhilfe *sozialleistungen *wohngeld tafel sozial-",
    ),
    ("demographics", "*census *population *birth_rate", "*bevölkerung *geburtenrate *volkszählung bevölkerungs-"),
    (
        "sport",
        "*sport *athlete *olympic *tournament *championship coach *league team stadium *match *medal season *player title *final *rowing *regatta captain",
        "*sport *sportler *olympia *turnier *meisterschaft trainer *liga *mannschaft *stadion *spieler saison medaille -meisterschaft sport- *finale *ruderer *regatta",
    ),
    (
        "football",
        "*football *soccer *goalkeeper *striker *midfielder *premier_league *champions_league *fifa *uefa *world_cup penalty *goal *arsenal *chelsea *liverpool *equaliser",
        "*fußball *bundesliga *torwart *stürmer *mittelfeld *champions_league *fifa *uefa *elfmeter tor *dfb *abstieg *anpfiff *torjäger fußball- *fußballer *tore",
    ),
    ("american-football", "*nfl *quarterback *touchdown *super_bowl", "*nfl *quarterback *touchdown *super_bowl"),
    (
        "athletics",
        "*sprinter *marathon *javelin *hurdles *decathlon",
        "*leichtathletik *marathon *speerwurf *sprinter *zehnkampf",
    ),
    ("baseball", "*baseball *mlb *inning *pitcher *home_run", "*baseball *mlb"),
    ("basketball", "*basketball *nba *rebound *point_guard *three_pointer", "*basketball *nba *basketballer"),
    ("boxing", "*boxing *heavyweight *knockout *boxer", "*boxen *boxer *schwergewicht *boxkampf"),
    ("cricket", "*cricket *wicket *batsman *test_match *ashes", "*cricket"),
    ("cycling", "*cycling *cyclist *tour_de_france *peloton", "*radsport *radprofi *tour_de_france *etappe"),
    ("golf", "*golf *golfer *pga *birdie", "*golf *golfer *pga"),
    ("handball", "*handball", "*handball *handballer"),
    ("ice-hockey", "*nhl *ice_hockey *puck *stanley_cup", "*eishockey *nhl *puck"),
    ("rugby", "*rugby *scrum *six_nations", "*rugby"),
    (
        "skiing",
        "*slalom *downhill_race *skier *alpine_skiing",
        "*slalom *abfahrt *skirennen *skifahrer *biathlon *riesenslalom ski-",
    ),
    ("swimming", "*swimmer *freestyle *backstroke", "*schwimmer freistil *schwimmerin"),
    ("tennis", "*tennis *wimbledon *grand_slam *atp *wta *tiebreak", "*tennis *wimbledon *grand_slam *atp *wta"),
    ("doping", "*doping *steroids *anti_doping", "*doping *dopingprobe *nada doping-"),
    (
        "conflict",
        "*war peace conflict *military *army *troops",
        "*krieg frieden konflikt *militär *armee *soldat *soldaten *bundeswehr kriegs- militär-",
    ),
    (
        "terrorism",
        "*terrorist *terrorism *suicide_bomber *al_qaeda *islamic_state *bombing *hostage",
        "*terrorist *terror *anschlag *selbstmordattentäter *geiselnahme *attentat terror- -anschlag",
    ),
    (
        "armed-conflict",
        "*airstrike *missile *shelling *invasion offensive *rebels *militia drone *frontline *artillery *ceasefire",
        "*luftangriff *rakete *beschuss *invasion offensive *rebellen *miliz drohne front *artillerie *waffenruhe drohnen- raketen-",
    ),
    (
        "unrest",
        "*protest *protester *demonstration *riot rally *tear_gas",
        "*protest *demonstrant *demonstration *krawalle *ausschreitungen *tränengas *kundgebung protest-",
    ),
    ("coup", "*coup *junta *putsch", "*putsch *militärputsch *junta"),
    (
        "peace",
        "*peace_talks *truce *peace_deal *peacekeeper",
        "*friedensgespräche *friedensabkommen *blauhelm friedens-",
    ),
    (
        "weather",
        "*weather temperature *rain *frost cloud wind sunshine",
        "*wetter temperatur regen wetter- *frost *frostnacht wolken",
    ),
    ("weather-forecast", "*forecast *forecaster sunny degrees", "*wettervorhersage grad sonnig *wetterbericht"),
    (
        "weather-phenomena",
        "*storm *snow *heatwave *tornado *thunderstorm *hail *blizzard *drought",
        "*sturm *schnee *hitzewelle *tornado *gewitter *hagel *schneesturm *dürre *orkan -sturm schnee-",
    ),
    (
        "weather-warning",
        "*weather_warning *storm_warning *frost_warning",
        "*unwetterwarnung *wetterdienst *sturmwarnung unwetter-",
    ),
];
