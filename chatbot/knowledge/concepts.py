"""Words of the field that mean the same, in the languages the assistant speaks.

A founder writes "reschedule", a visitor "postpone", "verschieben" or "aplazar". Each row is one
concept: its name, then its words in English, Spanish, German, French and Portuguese, between bars.
`lexicon` reads the rows; endings are taken care of there, so a row needs one form of a regular
word. An underscore joins words that mean the concept only side by side.

Rows are about running a practice (money, dates, places, ways to meet), not about any business.
"""

from __future__ import annotations

LANGUAGES = ("english", "spanish", "german", "french", "portuguese")

_MONEY = """
cost | price pricing cost fee rate charge tariff expensive pricey affordable
     | precio coste costo cuesta cuestan costaría tarifa cobras cobran vale valen caro importe
     | preis kosten kostet gebühr honorar stundensatz teuer
     | prix coût coûte coûtent tarif honoraires cher
     | preço custo custa custam valor cobra cobram tarifa caro
money | money | dinero | geld | argent | dinheiro
pay | pay paid payment | pagar pago paga pagas | zahlen bezahlen zahlung zahle bezahlung bezahlt
     | payer paiement paie règlement régler | pagar pagamento pago pagos
refund | refund refundable reimburse reimbursement money_back return_money return_fee return_paid
     | reembolso reembolsar devolver devuelven devolución recuperar_dinero
     | rückerstattung erstattung erstatten erstattet rückzahlung geld_zurück
     | remboursement rembourser remboursé récupérer_argent
     | reembolso devolver devolvem devolução estorno dinheiro_volta recuperar_dinheiro
free | free complimentary free_of_charge no_cost at_no_cost gratis | gratis gratuito gratuita
     sin_coste
     | kostenlos kostenfrei umsonst unentgeltlich gratis | gratuit gratuite offert
     | grátis gratuito gratuita
invoice | invoice bill receipt | factura facturar recibo | rechnung quittung beleg
     | facture facturer reçu | fatura recibo nota_fiscal
discount | discount reduction voucher coupon promo | descuento rebaja cupón
     | rabatt ermäßigung nachlass vergünstigung | remise réduction rabais | desconto cupom
instalment | instalment installment monthly_payment | plazos cuotas | raten ratenzahlung teilzahlung
     | plusieurs_fois mensualités échelonner | parcelas prestações parcelar
card | card visa mastercard | tarjeta | karte kreditkarte | carte_bancaire carte_bleue carte |
     cartão
transfer | transfer wire | transferencia | überweisung überweisen | virement | transferência
buy | buy purchase | comprar | kaufen | acheter | comprar
guarantee | guarantee warranty | garantía garantizar garantizas | garantie garantieren
     | garantie garantir | garantia garantir
tax | tax vat | impuesto iva | steuer mehrwertsteuer mwst | taxe tva impôt | imposto iva
insurance | insurance insurer | seguro aseguradora | versicherung krankenkasse
     | assurance mutuelle | seguro plano_saúde
"""

_DATES = """
session | session appointment sitting | sesión cita | sitzung termin | séance rendez_vous rdv
     | sessão sessões consulta
call | call conversation | llamada conversación | gespräch anruf telefonat | appel entretien
     | chamada ligação conversa
book | book booking reserve reservation schedule | reservar reserva agendar
     | buchen buchung reservieren vereinbaren | réserver réservation | reservar agendar marcar
cancel | cancel cancellation call_off | cancelar cancelación anular
     | stornieren stornierung absagen absage storno kündigen kündigung
     | annuler annulation résilier | cancelar cancelamento desmarcar
reschedule | reschedule postpone rearrange move | reprogramar aplazar posponer mover cambiar_cita
     | verschieben verlegen umbuchen | reporter déplacer décaler | remarcar reagendar adiar
late | late | tarde retraso | spät verspätet verspätung | retard tard | atraso atrasado tarde
miss | miss missed no_show cannot_make cant_make | faltar | verpassen verpasst | manquer raté
     | faltar
start | start begin beginning | empezar empieza comenzar comienza inicio | beginnen beginnt anfangen
     | commencer début démarrer | começar começa início
end | end finish | terminar termina | enden endet aufhören | finir terminer | terminar termina
     acabar
last | last duration lasts | dura duración | dauert dauer | dure durée | dura duração
often | often frequency frequently | frecuencia menudo | oft häufig | souvent fréquence | frequência
open | open opening close closed | abierto abren abre cierran horario
     | geöffnet öffnet schließt öffnungszeiten sprechzeiten
     | ouvert ouverture fermé horaires | aberto abre fecha horário
hour | hour | hora | stunde | heure | hora
minute | minute min | minuto | minute minuten | minute | minuto
day | day | día | tag tage | jour journée | dia
week | week weekly | semana | woche | semaine | semana
month | month monthly | mes meses | monat | mois | mês meses
year | year | año | jahr | année ans | ano
holiday | holiday vacation | vacaciones festivo | urlaub ferien feiertag | vacances | férias feriado
reply | reply respond response | responder respuesta | antworten antwort | répondre réponse
     | responder resposta
"""

_WAYS = """
online | online remote virtual remotely virtually | en_línea a_distancia virtual
     | online virtuell ortsunabhängig | en_ligne à_distance virtuel | virtual à_distância
video | video zoom skype webcam | vídeo videollamada | video videoanruf videochat
     | vidéo visio visioconférence | vídeo videochamada
personally | in_person face_to_face onsite on_site | en_persona presencial presencialmente
     | persönlich vor_ort präsenz | en_personne présentiel sur_place | pessoalmente presencial
office | office studio premises address | oficina despacho dirección | büro praxis adresse
     | bureau cabinet adresse | escritório consultório endereço morada
phone | phone telephone | teléfono móvil | telefon handy | téléphone portable
     | telefone telemóvel celular
email | email mail | correo | email mail | courriel mail | email
meet | meet meeting | reunión | treffen besprechung | réunion rencontre | reunião
home | home house | casa domicilio | zuhause hause daheim | domicile maison | casa domicílio
contact | contact reach get_in_touch | contactar contacto | kontakt kontaktieren erreichen
     | contacter joindre | contato contactar contacto
number | number | número | nummer | numéro | número
link | link | enlace | link | lien | link
language | language | idioma lengua | sprache | langue | idioma língua
speak | speak | hablar hablas hablan | sprechen sprichst spricht | parler parlez parles
     | falar fala falam
english | english | inglés | englisch | anglais | inglês
spanish | spanish | español castellano | spanisch | espagnol | espanhol
german | german | alemán | deutsch | allemand | alemão
french | french | francés | französisch | français | francês
portuguese | portuguese | portugués | portugiesisch | portugais | português
italian | italian | italiano | italienisch | italien | italiano
swedish | swedish | sueco | schwedisch | suédois | sueco
lesson | lesson class | clase lección | unterricht lektion | leçon cours | aula
group | group | grupo grupal | gruppe | groupe collectif | grupo
package | package bundle | paquete bono | paket | forfait | pacote
programme | programme program course | programa curso | programm kurs | programme formation
     | programa curso
workshop | workshop seminar webinar | taller seminario | workshop seminar | atelier séminaire
     | seminário workshop
single | single one_off one_to_one one_on_one 1_to_1 1_on_1 | suelta individual | einzel einzeln |
     individuel unique
     | avulsa individual única
intro | intro introductory discovery trial taster exploratory
     | conocernos informativa prueba descubrimiento | kennenlern kennenlernen probe
     | découverte essai | experimental descoberta
first | first initial | primer primero primera inicial | erste erst | premier première
     | primeiro primeira inicial
next | next | próximo siguiente | nächste | prochain suivant | próximo seguinte
method | method approach methodology | método enfoque metodología
     | methode ansatz vorgehen arbeitsweise | méthode approche démarche | método abordagem
prepare | prepare preparation | preparar preparación | vorbereiten vorbereitung
     | préparer préparation | preparar preparação
include | include contain | incluye incluir incluido | enthalten inklusive beinhaltet inbegriffen
     | inclus comprend compris inclure | inclui incluir incluído
note | note | apuntes notas | notizen | notes | notas anotações
parking | parking park | aparcar aparcamiento estacionamiento parking | parken parkplatz
     | stationnement garer parking | estacionar estacionamento
"""

_PEOPLE = """
coaching | coaching coach | coaching coach | coaching coach | coaching coach accompagnement
     | coaching coach
work | work | trabajar trabajo trabajas | arbeiten arbeit arbeitest | travailler travail travaillez
     | trabalhar trabalho trabalha
client | client customer | cliente | kunde kunden klient | client cliente | cliente
employer | employer company firm organisation organization boss | empresa empleador compañía jefe
     | arbeitgeber firma unternehmen | employeur entreprise société patron
     | empresa empregador chefe
manager | manager leader executive director | directivo gerente líder directora mandos |
     führungskraft führungskräfte
     | dirigeant cadre manager | gestor gerente líder
leadership | leadership | liderazgo | führung mitarbeiterführung | leadership | liderança
team | team | equipo | team mannschaft | équipe | equipe equipa
people | people participant person folks | persona gente participante | leute person teilnehmer
     | personne gens participant | pessoa participante gente
student | student pupil | estudiante alumno | student studierende schüler | étudiant élève
     | estudante aluno
couple | couple partner | pareja | paar partner | couple conjoint | casal parceiro
child | child children kid teenager | niño hijo adolescente | kind kinder jugendliche
     | enfant adolescent | criança filho adolescente
parent | parent mother father | padres | eltern mutter vater | parents mère père | pais mãe pai
career | career profession | carrera profesión | karriere beruf | carrière métier
     | carreira profissão
job | job role | empleo puesto | job stelle rolle | emploi poste | emprego cargo
change | change switch transition | cambio cambiar | wechsel wechseln ändern veränderung
     | changement changer reconversion | mudança mudar
qualification | qualification qualified certified certification credential accredited accreditation
     diploma degree | titulación cualificación certificado certificada formación acreditada
     acreditación
     | qualifikation qualifiziert zertifiziert zertifikat ausbildung zertifizierung
     | qualification qualifié certifié certification diplôme diplômé
     | qualificação certificado certificada formação diploma credenciada
experience | experience experienced background | experiencia trayectoria
     | erfahrung hintergrund | expérience parcours | experiência percurso
therapy | therapy therapist psychotherapy psychologist psychotherapist
     | terapia terapeuta psicólogo psicóloga psicoterapia
     | therapie therapeut psychotherapie psychologe psychologin psychotherapeut
     | thérapie thérapeute psychothérapie psychologue | terapia terapeuta psicólogo psicoterapia
depression | depression depressed | depresión deprimido | depression depressiv
     | dépression dépressif | depressão deprimido
burnout | burnout burned_out burnt_out | burnout agotamiento | burnout ausgebrannt
     | burnout épuisement | burnout esgotamento
doctor | doctor physician medical | médico doctor | arzt ärztin medizinisch | médecin médical
     | médico
legal | legal lawyer law | legal abogado | rechtlich anwalt rechtsberatung
     | juridique avocat | jurídico advogado
sick | sick ill illness | enfermo enfermedad enferma | krank krankheit | malade maladie
     | doente doença
goal | goal objective aim | objetivo meta | ziel | objectif | objetivo
sector | sector industry | sector industria | branche | secteur | setor
result | result outcome progress | resultado | ergebnis erfolg | résultat | resultado
difference | difference differ | diferencia | unterschied | différence | diferença
policy | policy terms rules conditions | política condiciones | richtlinie bedingungen regelung
     | politique conditions | política condições
private | private privacy confidential confidentiality secret secrecy discreet
     | privado privacidad confidencial confidencialidad secreto
     | privat vertraulich vertraulichkeit schweigepflicht datenschutz
     | privé confidentiel confidentialité secret | privado privacidade confidencial sigilo
record | record recording | grabar graban grabación | aufzeichnen aufgezeichnet aufnahme
     | enregistrer enregistrement enregistré | gravar gravam gravação
data | data | datos | daten | données | dados
delete | delete erase | borrar eliminar | löschen gelöscht | supprimer effacer | apagar eliminar
service | service offering | servicio | leistung angebot | prestation service offre | serviço
join | join enrol enroll register registration sign_up | inscribirme inscripción apuntarme unirme
     | anmelden anmeldung teilnehmen mitmachen | inscrire inscription participer rejoindre
     | inscrever inscrição participar
certificate | certificate | certificado_de | bescheinigung teilnahmebestätigung
     | attestation | atestado
exercise | exercise homework | ejercicio deberes | übung hausaufgaben | exercice devoirs
     | exercício
gift | gift | regalo | geschenk gutschein | cadeau | presente
"""

# Days, months and times of day. They are values of a subject ("are you open on Saturday?") and no
# subject themselves: that the founder does not name them says little.
VALUES = """
evening | evening night | noche | abend | soir soirée | noite
morning | morning | mañana | morgens vormittag | matin matinée | manhã
weekend | weekend | fin_de_semana | wochenende | week_end | fim_de_semana
monday | monday | lunes | montag | lundi | segunda_feira
tuesday | tuesday | martes | dienstag | mardi | terça_feira
wednesday | wednesday | miércoles | mittwoch | mercredi | quarta_feira
thursday | thursday | jueves | donnerstag | jeudi | quinta_feira
friday | friday | viernes | freitag | vendredi | sexta_feira
saturday | saturday | sábado | samstag | samedi | sábado
sunday | sunday | domingo | sonntag | dimanche | domingo
january | january | enero | januar | janvier | janeiro
february | february | febrero | februar | février | fevereiro
march | march | marzo | märz | mars | março
april | april | abril | april | avril | abril
june | june | junio | juni | juin | junho
july | july | julio | juli | juillet | julho
august | august | agosto | august | août | agosto
september | september | septiembre | september | septembre | setembro
october | october | octubre | oktober | octobre | outubro
november | november | noviembre | november | novembre | novembro
december | december | diciembre | dezember | décembre | dezembro
"""

#: What is asked about a thing, and is no thing.
ASPECTS = frozenset({"cost", "pay", "last", "often", "start", "end", "open", "speak", "include"})

CONCEPTS = _MONEY + _DATES + _WAYS + _PEOPLE + VALUES
